// What would be better in a group that works.
#include "btsinfra/services/compute.h"
#include "btsinfra/services/network.h"

#include "diag/ids/resilience.h"
#include "services/advising.h"
#include "services/autoscaling/autoscaling.h"
#include "services/autoscaling/group.h"

namespace btsinfra {

void AutoScalingKind::advise(const Component& component, const Advising& advising) const {
  const auto& group = component.as<AutoScalingGroup>();
  const ResolvedSystem& system = advising.system;
  const PortRange served = served_port(component, system);
  advise_open_ports(component, group.allow, {&served, 1}, advising);
  if (load_balancer_of(component, system) != nullptr && group.size.min < 2) {
    advising.diags
        .report(ids::SingleTarget, system.places().value(component.place / "size" / "min"),
                "the load balancer may have {} instance{} to send to: while it is replaced, nobody "
                "answers",
                group.size.min, group.size.min == 1 ? "" : "s")
        .help("write `min: 2` at least: the group spreads them over its zones");
  }
  advise_way_out(component, group.user_data,
                 system.target(component, group.subnets.target(), "subnets"), advising);
  advise_far_data(component, advising);
}

}  // namespace btsinfra
