// What a service may look at when it advises, and advice that several services give.
//
// Advice is about what deploys and works, and would be better otherwise. Only `lint` gives it.
#pragma once

#include <span>
#include <vector>

#include "btsinfra/services/compute.h"

#include "services/contributions.h"
#include "services/kind.h"
#include "services/resolved.h"

namespace btsinfra {

struct Advising {
  const ResolvedSystem& system;
  const Contributions& contributions;
  std::span<const ResolvedSystem* const> states;  // of the system, this one among them
  Diagnostics& diags;
};

// Ports beside 80 and 443 that the whole internet may connect to, unless that is an error already;
// a rule without ports opens `own_ports`.
void advise_open_ports(const Component& component, const std::vector<AllowRule>& rules,
                       std::span<const PortRange> own_ports, const Advising& advising);

// Data in the subnets of what is reached from outside or runs programs.
void advise_own_tier(const Component& component, const Advising& advising);

// Databases and caches of other regions that the component is given the address of.
void advise_far_data(const Component& component, const Advising& advising);

// Logs kept for less than a year. `kept_for` is where the days are said, or would be.
void advise_retention(const Place& kept_for, int days, const Advising& advising);

// User data that loads from the internet in subnets from which no way leads there.
void advise_way_out(const Component& component, const Text& user_data, const Component* tier,
                    const Advising& advising);

}  // namespace btsinfra
