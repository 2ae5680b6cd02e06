// What ECS demands of clusters and of the instances that are their hosts.
//
// A capacity provider counts tasks of services that ask for a number of them. Hosts on which only
// daemons run are empty to it and are taken away, with the daemons.
#include <algorithm>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/compute.h"
#include "btsinfra/services/container_service.h"

#include "diag/ids/compute.h"
#include "diag/ids/containers.h"
#include "services/autoscaling/group.h"
#include "services/ecs/cluster.h"
#include "services/tags.h"

namespace btsinfra {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

void check_behind(const Component& component, const ResolvedSystem& system, Diagnostics& diags) {
  const Component* balancer = load_balancer_of(component, system);
  if (balancer == nullptr) return;
  diags
      .report(ids::HostsBehind, system.at(component, "behind"),
              "hosts of containers cannot stand behind `{}`: their services register with it",
              balancer->label())
      .note(system.at(component, "cluster"), "they are hosts of this cluster")
      .help("write `behind: " + balancer->name + "` in the entry of `containers` that serves");
}

void check_scaling(const Component& component, const AutoScalingGroup& group,
                   const ResolvedSystem& system, Diagnostics& diags) {
  if (group.target_cpu) {
    diags
        .report(ids::CapacityProvider, system.at(component, "capacity_provider"),
                "two would decide how many instances there are: the capacity provider and "
                "`target_cpu`")
        .note(system.at(component, "target_cpu"), "the other is given here")
        .help(
            "keep one: the provider for services that ask for a number of tasks, `target_cpu` for "
            "daemons");
  }
  if (group.size.min == group.size.max) {
    diags
        .report(ids::ScalingWithoutRoom, system.at(component, "capacity_provider"),
                "the group cannot scale: it has {} instances at least and at most", group.size.min)
        .note(system.at(component, "size"), "the size is given here")
        .help("raise `size.max`, or leave `capacity_provider` out");
  }
}

void check_daemons(const Component& component, const Component& cluster,
                   const ResolvedSystem& system, Diagnostics& diags) {
  const Component* daemon = nullptr;
  for (const Component* service : services_of(cluster, system)) {
    const auto& settings = service->as<ContainerService>();
    if (settings.launch != Launch::Ec2) continue;
    if (settings.strategy == TaskStrategy::Replica) return;
    daemon = service;
  }
  if (daemon == nullptr) return;
  diags
      .report(ids::CapacityProviderDaemon, system.at(component, "capacity_provider"),
              "a capacity provider counts no daemons: it would take away every host above the "
              "minimum of {}",
              component.as<AutoScalingGroup>().size.min)
      .note(system.at(*daemon, "strategy"), "only daemons run on `" + cluster.label() + "`")
      .help("let the group scale by `target_cpu`: a daemon follows the number of hosts by itself");
}

}  // namespace

void check_ecs_name(const std::string& name, const Span& where, std::string_view of,
                    Diagnostics& diags) {
  constexpr std::size_t longest = 255;
  const bool good = name.size() <= longest && !name.empty() &&
                    std::all_of(name.begin(), name.end(), is_name_character);
  if (good) return;
  diags.report(ids::ContainerName, where, "`{}` cannot be the name of a {}", name, of)
      .help("names have 1 to 255 Latin letters, digits, `_` and hyphens");
}

bool check_own_cluster(const Component& component, const Component& cluster,
                       const ResolvedSystem& system, Diagnostics& diags) {
  if (cluster.blueprint == component.blueprint) return true;
  diags
      .report(ids::ClusterElsewhere, system.at(component, "cluster"),
              "`{}` is a cluster of blueprint `{}`", cluster.label(),
              system.blueprint(cluster).name)
      .note(system.at(cluster), "it is declared here")
      .help("declare a cluster in this blueprint: it costs nothing by itself");
  return false;
}

void check_way_out(const Component& component, const Component* tier, const ResolvedSystem& system,
                   Diagnostics& diags) {
  if (tier == nullptr || tier->tainted) return;
  const Access access = tier->as<SubnetTier>().access;
  if (access == Access::Public) return;
  const Network& network = *system.blueprint(*tier).network;
  const bool isolated = access == Access::Isolated;
  if (!isolated && network.nat != Nat::None) return;
  // Whoever declares interface endpoints knows what he does.
  for (const auto& [id, resource] : system.blueprint(*tier).resources) {
    if (resource.type == "AWS::EC2::VPCEndpoint") return;
  }
  const Place nat{tier->blueprint, Path({"network", "nat"})};
  diags
      .report(ids::NoWayOut, system.at(component, "subnets"),
              "nothing leads from `{}` to the registry and to ECS: no container would start",
              tier->name)
      .note(isolated ? system.at(*tier, "access") : system.places().value(nat),
            isolated ? "the tier is isolated" : "the network has no NAT")
      .help(
          "give the network NAT, or declare interface endpoints for ecr.api, ecr.dkr, logs, ecs, "
          "ecs-agent and ecs-telemetry under `resources`");
}

void check_hosts(const Component& component, const ResolvedSystem& system, Diagnostics& diags) {
  const auto& group = component.as<AutoScalingGroup>();
  const Component* cluster = cluster_of(component, system);
  if (cluster == nullptr) {
    if (!group.capacity_provider || !group.cluster.empty()) return;
    diags
        .report(ids::CapacityProvider, system.at(component, "capacity_provider"),
                "a capacity provider without `cluster` has no tasks to go by")
        .help("name the cluster that the instances join, or leave `capacity_provider` out");
    return;
  }
  if (!check_own_cluster(component, *cluster, system, diags)) return;
  check_behind(component, system, diags);
  check_way_out(component, system.target(component, group.subnets.target(), "subnets"), system,
                diags);
  if (!group.capacity_provider) return;
  check_scaling(component, group, system, diags);
  check_daemons(component, *cluster, system, diags);
}

void EcsClusterKind::check(const Component& component, const ResolvedSystem& system,
                           Diagnostics& diags) const {
  const auto& cluster = component.as<EcsCluster>();
  if (!cluster.name.empty()) {
    check_ecs_name(cluster.name, system.at(component, "name"), "cluster", diags);
  }
  check_tags(component.place / "tags", cluster.options.tags, system, diags);
}

}  // namespace btsinfra
