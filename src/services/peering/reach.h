// Whether what stands in one network reaches what stands in another, and from which addresses it
// then comes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diag/diagnostics.h"
#include "services/lowered.h"
#include "services/resolved.h"

namespace btsinfra {

// A subnet from which connections come.
struct SourceSubnet {
  const Component* tier = nullptr;
  SubnetBlock block;
};

struct Reach {
  std::vector<SourceSubnet> subnets;  // that `from` stands in
  std::vector<ResourceName> routes;   // of both sides, without which nothing arrives
};

// The tiers in which its network interfaces are: containers in their hosts' network stand where
// these do.
[[nodiscard]] std::vector<const Component*> tiers_of(const Component& component,
                                                     const ResolvedSystem& system);

// The way from one component to another of another blueprint, which `allow` at `place` opens as
// `written`. Where there is none, what is missing is reported, unless its cause was already.
[[nodiscard]] std::optional<Reach> reach_over_peering(const Component& from, const Component& to,
                                                      const std::string& written,
                                                      const Place& place,
                                                      const ResolvedSystem& system,
                                                      Diagnostics& diags);

}  // namespace btsinfra
