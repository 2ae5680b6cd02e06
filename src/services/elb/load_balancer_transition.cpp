// What of a load balancer is settled when it is made: the scheme, and of its target group port and
// protocol. CloudFormation makes another one for another value, which cannot have the name while
// the old one has it.
#include "diag/ids/load_balancers.h"
#include "services/elb/load_balancer.h"
#include "services/resolved.h"

namespace btsinfra {

void LoadBalancerKind::check_transition(const Component& before, const ResolvedSystem& left,
                                        const Component& after, const ResolvedSystem& entered,
                                        Diagnostics& diags) const {
  const auto& was = before.as<LoadBalancer>();
  const auto& is = after.as<LoadBalancer>();
  if (!is.name.empty() && is.name == was.name && is.scheme != was.scheme) {
    diags
        .report(ids::LoadBalancerReplaced, entered.at(after, "scheme"),
                "another `scheme` makes another load balancer, and `{}` is still the name of this "
                "one",
                is.name)
        .note(left.at(before, "scheme"), "the state before")
        .help("leave `name` out, or add another component for the other load balancer");
  }
  const TargetGroup& had = was.target_group;
  const TargetGroup& has = is.target_group;
  if (has.name.empty() || has.name != had.name) return;
  const auto settled = [&](std::string_view field) {
    diags
        .report(ids::LoadBalancerReplaced,
                entered.places().value(after.place / "target_group" / field),
                "another `{}` makes another target group, and `{}` is still the name of this one",
                field, has.name)
        .note(left.places().value(before.place / "target_group" / field), "the state before")
        .help("leave it as it was, or leave `target_group.name` out in all states");
  };
  if (has.port != had.port) settled("port");
  if (has.protocol != had.protocol) settled("protocol");
}

}  // namespace btsinfra
