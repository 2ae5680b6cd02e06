// Addresses over the whole system: what was given is checked, what was asked for is found.
//
// Rules: a VPC and a subnet are /16 to /28 (Amazon VPC User Guide, "VPC CIDR blocks"); a subnet
// lies inside its VPC; no two subnets overlap; no VPC of the system overlaps another or an
// on-premises range; five addresses of each subnet are AWS's own.
#pragma once

#include <set>
#include <vector>

#include "diag/diagnostics.h"
#include "services/resolved.h"
#include "stages/resolve/lock.h"

namespace btsinfra {

// Settles the blocks of every subnet tier in `system`; networks at tainted places are passed over.
// Returns what the locks must hold from now on, which includes what they hold for other states of
// the system. With `locked` a change to them is an error.
[[nodiscard]] std::vector<Lock> settle_addresses(
    ResolvedSystem& system, const std::vector<Lock>& locks,
    const std::vector<std::set<AskedBlock>>& asked_elsewhere, bool locked, std::set<Place>& tainted,
    Diagnostics& diags);

// What each blueprint asks for.
[[nodiscard]] std::vector<std::set<AskedBlock>> asked_blocks(const System& system);

// Whether each subnet has room for what is placed in it.
void check_capacity(const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
