// The kind `clusters`, and who runs on them.
#pragma once

#include <string>
#include <vector>

#include "btsinfra/services/cluster.h"

#include "services/kind.h"

namespace btsinfra {

class EcsClusterKind : public MapKind<EcsCluster> {
 public:
  static constexpr std::string_view summary =
      "Clusters that containers run on (Amazon ECS), by name.";

  [[nodiscard]] std::string_view key() const override { return "clusters"; }
  [[nodiscard]] std::string_view noun() const override { return "cluster"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

[[nodiscard]] std::string cluster_id(std::string_view name);  // "MainCluster"
// What makes the capacity providers of its hosts known to the cluster: "MainCapacityProviders".
[[nodiscard]] std::string capacity_association_id(std::string_view name);

// The Auto Scaling groups of its blueprint whose instances join the cluster.
[[nodiscard]] std::vector<const Component*> hosts_of(const Component& cluster,
                                                     const ResolvedSystem& system);
// The services of its blueprint that run on it.
[[nodiscard]] std::vector<const Component*> services_of(const Component& cluster,
                                                        const ResolvedSystem& system);

// What a group must keep to as a host of containers.
void check_hosts(const Component& group, const ResolvedSystem& system, Diagnostics& diags);

// Reports that what is placed in the tier does not reach the registry that its images come from.
void check_way_out(const Component& component, const Component* tier, const ResolvedSystem& system,
                   Diagnostics& diags);
// Reports a cluster of another blueprint; false: it is one.
bool check_own_cluster(const Component& component, const Component& cluster,
                       const ResolvedSystem& system, Diagnostics& diags);

// Clusters, services, task definitions, containers: 1 to 255 Latin letters, digits, `_` and
// hyphens.
void check_ecs_name(const std::string& name, const Span& where, std::string_view of,
                    Diagnostics& diags);

}  // namespace btsinfra
