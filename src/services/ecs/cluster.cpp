// Clusters.
//
// AWS facts this rests on:
// - What CloudFormation calls associations is the cluster's whole list of capacity providers: one
//   resource per cluster, which must stand before a service names a provider.
// - A default strategy would apply to services without a launch type; ours all say how they run.
#include "services/ecs/cluster.h"

#include "btsinfra/services/compute.h"
#include "btsinfra/services/container_service.h"

#include "services/autoscaling/group.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

Layer layer_of(const Component& component) {
  return component.as<EcsCluster>().options.stack.value_or(Layer::App);
}

void lower_cluster(const Component& component, Lowering& lowering) {
  static constexpr std::string_view insights[] = {"enabled", "enhanced", "disabled"};
  const auto& cluster = component.as<EcsCluster>();
  cfn::Map properties;
  if (!cluster.name.empty()) properties.set("ClusterName", cluster.name);
  properties
      .set("ClusterSettings",
           cfn::List{cfn::Map{{"Name", "containerInsights"},
                              {"Value", insights[static_cast<std::size_t>(cluster.insights)]}}})
      .set("Tags",
           lowering.tags(component, cluster.options.tags,
                         cluster.name.empty() ? lowering.default_name(component) : cluster.name));
  lowering.add(component, layer_of(component), cluster_id(component.name), "AWS::ECS::Cluster")
      .properties = std::move(properties);
}

// In the stack of the groups, which come after the cluster.
void lower_capacity_providers(const Component& component, Lowering& lowering) {
  cfn::List providers;
  Layer layer = layer_of(component);
  for (const Component* hosts : hosts_of(component, lowering.system())) {
    const auto& group = hosts->as<AutoScalingGroup>();
    if (!group.capacity_provider) continue;
    providers.push_back(Lowering::symbol(*hosts, capacity_provider_id(hosts->name)));
    layer = std::max(layer, group.options.stack.value_or(Layer::App));
  }
  if (providers.empty()) return;
  lowering
      .add(component, layer, capacity_association_id(component.name),
           "AWS::ECS::ClusterCapacityProviderAssociations")
      .properties = cfn::Map{{"Cluster", Lowering::symbol(component, cluster_id(component.name))},
                             {"CapacityProviders", std::move(providers)},
                             {"DefaultCapacityProviderStrategy", cfn::List{}}};
}

}  // namespace

std::string cluster_id(std::string_view name) { return upper_camel(name) + "Cluster"; }

std::string capacity_association_id(std::string_view name) {
  return upper_camel(name) + "CapacityProviders";
}

std::vector<const Component*> hosts_of(const Component& cluster, const ResolvedSystem& system) {
  std::vector<const Component*> hosts;
  for (const Component& other : system.components()) {
    if (other.blueprint != cluster.blueprint || other.kind->key() != "autoscaling") continue;
    if (cluster_of(other, system) == &cluster) hosts.push_back(&other);
  }
  return hosts;
}

std::vector<const Component*> services_of(const Component& cluster, const ResolvedSystem& system) {
  std::vector<const Component*> services;
  for (const Component& other : system.components()) {
    if (other.blueprint != cluster.blueprint || other.kind->key() != "containers") continue;
    const Reference& named = other.as<ContainerService>().cluster.target();
    if (system.target(other, named, "clusters") == &cluster) services.push_back(&other);
  }
  return services;
}

std::span<const Attribute> EcsClusterKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "name", .doc = "Its name, as metrics and alarms know it."},
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn},
  };
  return known;
}

cfn::Value EcsClusterKind::value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& /*system*/) const {
  return Lowering::symbol(component, cluster_id(component.name), attribute == "arn" ? "Arn" : "");
}

void EcsClusterKind::lower(const Component& component, Lowering& lowering) const {
  lower_cluster(component, lowering);
  lower_capacity_providers(component, lowering);
}

}  // namespace btsinfra
