// What AWS demands of a VPC beyond types and bounds. Addresses over the whole system (overlaps,
// containment) are the resolver's: stages/resolve/addresses.
#include <algorithm>

#include "btsinfra/services/network.h"

#include "diag/ids/names_and_addresses.h"
#include "diag/ids/network.h"
#include "services/log_retention.h"
#include "services/network/network.h"
#include "services/resolved.h"
#include "services/tags.h"

namespace btsinfra {
namespace {

// A tier in which the way out of private subnets can stand.
bool has_public_tier(const Network& network) {
  return std::any_of(network.subnets.begin(), network.subnets.end(),
                     [](const auto& tier) { return tier.second.access == Access::Public; });
}

bool has_private_tier(const Network& network) {
  return std::any_of(network.subnets.begin(), network.subnets.end(),
                     [](const auto& tier) { return tier.second.access == Access::Private; });
}

void check_nat(const Component& component, const Network& network, const ResolvedSystem& system,
               Diagnostics& diags) {
  if (network.nat != Nat::Instance && network.nat_instance != Network{}.nat_instance) {
    diags
        .report(ids::NatInstanceUnused, system.at(component, "nat_instance"),
                "a class of NAT instances is given, and the network has none")
        .note(system.at(component, "nat"), "NAT is settled here")
        .help("leave it out, or write `nat: instance`");
  }
  if (network.nat == Nat::None || !has_private_tier(network) || has_public_tier(network)) return;
  diags
      .report(ids::NatWithoutPublicTier, system.at(component, "nat"),
              "NAT needs a public subnet to stand in, and the network has no public tier")
      .help(
          "add a tier with `access: public`, or write `nat: none` (private subnets then reach AWS "
          "services only through endpoints)");
}

void check_endpoints(const Component& component, const Network& network,
                     const ResolvedSystem& system, Diagnostics& diags) {
  for (std::size_t i = 0; i < network.endpoints.size(); ++i) {
    const auto own = network.endpoints.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(network.endpoints.begin(), own, *own) == own) continue;
    diags
        .report(ids::NameTaken, system.places().value(component.place / "endpoints" / i),
                "the endpoint is listed twice")
        .help("list every endpoint once");
  }
}

}  // namespace

void NetworkKind::check(const Component& component, const ResolvedSystem& system,
                        Diagnostics& diags) const {
  const auto& network = component.as<Network>();
  check_nat(component, network, system, diags);
  check_endpoints(component, network, system, diags);
  if (network.flow_logs) {
    check_retention(component.place / "flow_logs" / "retention", network.flow_logs->retention,
                    system, diags);
  }
  check_tags(component.place / "tags", network.tags, system, diags);
  for (const auto& [name, tier] : network.subnets) {
    check_tags(component.place / "subnets" / name / "tags", tier.tags, system, diags);
  }
}

}  // namespace btsinfra
