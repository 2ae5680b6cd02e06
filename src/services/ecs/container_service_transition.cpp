// What of a service is settled when it is made: cluster and strategy. CloudFormation makes another
// service for another value, which cannot have the name while the old one has it.
#include "diag/ids/containers.h"
#include "services/ecs/container_service.h"
#include "services/ecs/service.h"

namespace btsinfra {

void ContainerServiceKind::check_transition(const Component& before, const ResolvedSystem& left,
                                            const Component& after, const ResolvedSystem& entered,
                                            Diagnostics& diags) const {
  const auto& was = before.as<ContainerService>();
  const auto& is = after.as<ContainerService>();
  if (is.name.empty() || is.name != was.name) return;
  const auto settled = [&](std::string_view field) {
    diags
        .report(ids::ServiceReplaced, entered.at(after, field),
                "another `{}` makes another service, and `{}` is still the name of this one", field,
                is.name)
        .note(left.at(before, field), "the state before")
        .help("leave `name` out, or add another component for the other service");
  };
  if (is.strategy != was.strategy) settled("strategy");
  const Component* cluster = cluster_of_service(after, entered);
  const Component* old_cluster = cluster_of_service(before, left);
  if (cluster == nullptr || old_cluster == nullptr) return;
  if (cluster->label() != old_cluster->label()) settled("cluster");
}

}  // namespace btsinfra
