// What would be better in a network that works.
#include "btsinfra/services/network.h"

#include "diag/ids/resilience.h"
#include "diag/ids/security.h"
#include "services/advising.h"
#include "services/network/network.h"

namespace btsinfra {

void NetworkKind::advise(const Component& component, const Advising& advising) const {
  const auto& network = component.as<Network>();
  const ResolvedSystem& system = advising.system;
  if (network.nat == Nat::Single && network.zones.size() > 1) {
    advising.diags
        .report(ids::SingleNat, system.at(component, "nat"),
                "one NAT gateway serves {} zones: when its zone fails, none of them gets out",
                network.zones.size())
        .note(system.at(component, "zones"), "the zones")
        .help("write `nat: per-zone`");
  }
  if (network.nat == Nat::Instance) {
    advising.diags
        .report(ids::NatInstances, system.at(component, "nat"),
                "NAT instances are machines of your own: to patch, to size and to restart")
        .help("write `nat: per-zone` for gateways that AWS keeps");
  }
  if (!network.flow_logs) {
    advising.diags
        .report(ids::NoFlowLogs, system.at(component),
                "nothing records who spoke to whom in this network")
        .help("write `flow_logs: {retention: 365}`");
  } else {
    advise_retention(component.place / "flow_logs" / "retention", network.flow_logs->retention,
                     advising);
  }
}

}  // namespace btsinfra
