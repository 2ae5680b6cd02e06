// Services, their scaling, and the security group of tasks with interfaces of their own.
//
// AWS facts this rests on:
// - A target group must belong to a load balancer before a service registers with it: the service
//   waits for the listener. Instances must be in the cluster before tasks find a place.
// - Without Role the service-linked role of ECS registers targets.
// - LaunchType and CapacityProviderStrategy exclude each other. A capacity provider counts no
//   daemons, so these are launched on EC2 plainly.
// - A daemon has no desired count, and no more than 100 percent of it can run. Each update of the
//   stack sets the desired count anew, so it is left out where the service scales.
// - Without the circuit breaker CloudFormation waits three hours for tasks that cannot come up.
// - ECS moves tasks between zones by starting the new one first: with a maximum of 100 percent it
//   refuses to, and a service that asks for it.
// - NetworkConfiguration is for awsvpc alone. A task of Fargate in a public subnet reaches its
//   registry only by an address of its own.
// - Tags reach tasks only with PropagateTags.
#include "btsinfra/services/compute.h"
#include "btsinfra/services/load_balancer.h"
#include "btsinfra/services/network.h"

#include "services/autoscaling/group.h"
#include "services/ec2/security_group.h"
#include "services/ecs/cluster.h"
#include "services/ecs/container_service.h"
#include "services/ecs/service.h"
#include "services/ecs/task_definition.h"
#include "services/elb/load_balancer.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

// The hosts' capacity providers, each with an equal share.
cfn::List capacity_strategy(const Component& component, const ResolvedSystem& system) {
  cfn::List strategy;
  if (component.as<ContainerService>().strategy == TaskStrategy::Daemon) return strategy;
  for (const Component* hosts : hosts_of_service(component, system)) {
    if (!hosts->as<AutoScalingGroup>().capacity_provider) continue;
    strategy.emplace_back(
        cfn::Map{{"CapacityProvider", Lowering::symbol(*hosts, capacity_provider_id(hosts->name))},
                 {"Weight", 1}});
  }
  return strategy;
}

cfn::Map deployment(const Component& component, const ResolvedSystem& system) {
  const TaskBounds percents = update_percents(component, system);
  return {{"MinimumHealthyPercent", percents.min},
          {"MaximumPercent", percents.max},
          {"DeploymentCircuitBreaker",
           cfn::Map{{"Enable", true},
                    {"Rollback", component.as<ContainerService>().update.roll_back}}}};
}

cfn::Map network_configuration(const Component& component, const cfn::Value& security_group,
                               const Lowering& lowering) {
  const auto& service = component.as<ContainerService>();
  const Component* tier = lowering.system().target(component, service.subnets.target(), "subnets");
  const bool address = service.launch == Launch::Fargate && tier != nullptr &&
                       tier->as<SubnetTier>().access == Access::Public;
  return {{"AwsvpcConfiguration",
           cfn::Map{{"Subnets", tier == nullptr ? cfn::List{} : lowering.subnet_ids(*tier)},
                    {"SecurityGroups", cfn::List{security_group}},
                    {"AssignPublicIp", address ? "ENABLED" : "DISABLED"}}}};
}

void set_load_balancer(const Component& component, const ResolvedSystem& system,
                       cfn::Map& properties) {
  const auto& service = component.as<ContainerService>();
  const Component* balancer = balancer_of_service(component, system);
  const std::optional<ServedContainer> served = served_container(service);
  if (balancer == nullptr || !served) return;
  properties
      .set("LoadBalancers",
           cfn::List{cfn::Map{
               {"TargetGroupArn", Lowering::symbol(*balancer, target_group_id(balancer->name))},
               {"ContainerName", served->name},
               {"ContainerPort", *served->container->port}}})
      .set("HealthCheckGracePeriodSeconds", service.grace);
}

// What must stand first though nothing refers to it.
std::vector<std::string> awaited(const Component& component, bool by_provider,
                                 const ResolvedSystem& system) {
  std::vector<std::string> ids;
  const Component* balancer = balancer_of_service(component, system);
  if (balancer != nullptr && balancer->blueprint == component.blueprint) {
    ids.push_back(forwarding_listener_id(balancer->name, balancer->as<LoadBalancer>()));
  }
  for (const Component* hosts : hosts_of_service(component, system)) {
    ids.push_back(auto_scaling_group_id(hosts->name));
  }
  const Component* cluster = cluster_of_service(component, system);
  if (by_provider && cluster != nullptr) ids.push_back(capacity_association_id(cluster->name));
  return ids;
}

bool scales(const ContainerService& service) { return service.target_cpu || service.target_memory; }

void set_placement(const Component& component, const ResolvedSystem& system, cfn::Map& properties) {
  const auto& service = component.as<ContainerService>();
  cfn::List strategy = capacity_strategy(component, system);
  if (!strategy.empty()) {
    properties.set("CapacityProviderStrategy", std::move(strategy));
  } else {
    properties.set("LaunchType", service.launch == Launch::Fargate ? "FARGATE" : "EC2");
  }
  if (service.strategy == TaskStrategy::Daemon) {
    properties.set("SchedulingStrategy", "DAEMON");
    return;
  }
  properties.set("SchedulingStrategy", "REPLICA");
  if (!scales(service)) {
    properties.set("DesiredCount", task_bounds(component, system).min);
  }
  if (update_percents(component, system).max <= 100) {
    properties.set("AvailabilityZoneRebalancing", "DISABLED");
  }
}

void lower_service(const Component& component, Layer layer, Lowering& lowering) {
  const auto& service = component.as<ContainerService>();
  const ResolvedSystem& system = lowering.system();
  const ServiceIds ids = service_ids(component.name);
  const Component* cluster = cluster_of_service(component, system);
  cfn::Map properties;
  if (!service.name.empty()) properties.set("ServiceName", service.name);
  if (cluster != nullptr) properties.set("Cluster", cluster->kind->value(*cluster, "name", system));
  properties.set("TaskDefinition", Lowering::symbol(component, ids.task));
  set_placement(component, system, properties);
  properties.set("DeploymentConfiguration", deployment(component, system));
  if (service.network == ContainerNetwork::Awsvpc) {
    const cfn::Value group =
        lower_security_group(component, "tasks", service.options.tags, lowering);
    properties.set("NetworkConfiguration", network_configuration(component, group, lowering));
  }
  set_load_balancer(component, system, properties);
  if (service.exec) properties.set("EnableExecuteCommand", true);
  properties.set("EnableECSManagedTags", true)
      .set("PropagateTags", "SERVICE")
      .set("Tags",
           lowering.tags(component, service.options.tags,
                         service.name.empty() ? lowering.default_name(component) : service.name));
  const bool by_provider = properties.find("CapacityProviderStrategy") != nullptr;
  cfn::Resource& resource = lowering.add(component, layer, ids.service, "AWS::ECS::Service");
  resource.properties = std::move(properties);
  resource.depends_on = awaited(component, by_provider, system);
  lowering.expose({static_cast<std::uint32_t>(component.blueprint), ids.service, "Name"},
                  "Name of " + component.label());
}

// ---- scaling ------------------------------------------------------------------------------------

void lower_policy(const Component& component, Layer layer, const std::string& what,
                  const std::string& metric, const Late<int>& target, Lowering& lowering) {
  const std::string scaling = service_ids(component.name).scaling;
  const std::string id = scaling + what + "Policy";
  cfn::Map tracking{{"TargetValue", lowering.late(component, target)},
                    {"PredefinedMetricSpecification", cfn::Map{{"PredefinedMetricType", metric}}}};
  lowering.add(component, layer, id, "AWS::ApplicationAutoScaling::ScalingPolicy").properties =
      cfn::Map{{"PolicyName", lowering.default_name(component) + "-" + metric},
               {"PolicyType", "TargetTrackingScaling"},
               {"ScalingTargetId", Lowering::symbol(component, scaling + "Target")},
               {"TargetTrackingScalingPolicyConfiguration", std::move(tracking)}};
}

void lower_scaling(const Component& component, Layer layer, Lowering& lowering) {
  const auto& service = component.as<ContainerService>();
  if (!scales(service) || service.strategy == TaskStrategy::Daemon) return;
  const ServiceIds ids = service_ids(component.name);
  const TaskBounds tasks = task_bounds(component, lowering.system());
  const Component* cluster = cluster_of_service(component, lowering.system());
  if (cluster == nullptr) return;
  lowering
      .add(component, layer, ids.scaling + "Target", "AWS::ApplicationAutoScaling::ScalableTarget")
      .properties =
      cfn::Map{{"ServiceNamespace", "ecs"},
               {"ScalableDimension", "ecs:service:DesiredCount"},
               {"ResourceId",
                cfn::Text{{"service/", cluster->kind->value(*cluster, "name", lowering.system()),
                           "/", Lowering::symbol(component, ids.service, "Name")}}},
               {"MinCapacity", tasks.min},
               {"MaxCapacity", tasks.max}};
  if (service.target_cpu) {
    lower_policy(component, layer, "Cpu", "ECSServiceAverageCPUUtilization", *service.target_cpu,
                 lowering);
  }
  if (service.target_memory) {
    lower_policy(component, layer, "Memory", "ECSServiceAverageMemoryUtilization",
                 *service.target_memory, lowering);
  }
}

}  // namespace

void ContainerServiceKind::lower(const Component& component, Lowering& lowering) const {
  const Layer layer = component.as<ContainerService>().options.stack.value_or(Layer::App);
  lower_task_definition(component, layer, lowering);
  lower_service(component, layer, lowering);
  lower_scaling(component, layer, lowering);
}

}  // namespace btsinfra
