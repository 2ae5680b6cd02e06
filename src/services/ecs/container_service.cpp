// What a service of containers is to others.
//
// AWS facts this rests on:
// - A service registers its tasks with a target group itself: in the modes `host` and `bridge` by
//   instance and port of the host, in `awsvpc` by the address of the task's own interface.
// - In `host` and `bridge` the instance's security groups decide who may connect. A port that
//   Docker chooses lies between 32768 and 65535.
// - In `awsvpc` every task takes an address of its subnet; while tasks are replaced, old and new
//   ones have theirs.
#include "services/ecs/container_service.h"

#include "btsinfra/services/compute.h"

#include "services/contributor.h"
#include "services/ecs/service.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

// In each subnet of the tier, at most.
std::size_t addresses(const Component& component, const Component& tier,
                      const ResolvedSystem& system) {
  const std::size_t zones = system.blocks(tier).size();
  if (zones == 0) return 0;
  const auto most = static_cast<std::size_t>(task_bounds(component, system).max);
  const auto percent = static_cast<std::size_t>(update_percents(component, system).max);
  const std::size_t tasks = (most * percent + 99) / 100;
  return (tasks + zones - 1) / zones;
}

}  // namespace

std::span<const Attribute> ContainerServiceKind::attributes() const {
  using fields::ValueType;
  static constexpr Attribute known[] = {
      {.name = "name", .doc = "Name of the service, as metrics and alarms know it."},
      {.name = "arn", .doc = "ARN of the service.", .type = ValueType::Arn},
      {.name = "task_definition",
       .doc = "ARN of its task definition, with the revision.",
       .type = ValueType::Arn},
      {.name = "role_arn", .doc = "ARN of the role of its containers.", .type = ValueType::Arn},
      {.name = "log_group", .doc = "Name of the log group of its containers."},
      {.name = "security_group",
       .doc = "Id of its security group; in the networks `host` and `bridge`, of its hosts'."},
  };
  return known;
}

std::optional<Attribute> ContainerServiceKind::attribute(const Component& component,
                                                         std::string_view name) const {
  if (name == "log_group" && !keeps_logs(component.as<ContainerService>())) return std::nullopt;
  return Kind::attribute(component, name);
}

cfn::Value ContainerServiceKind::value(const Component& component, std::string_view attribute,
                                       const ResolvedSystem& system) const {
  const ServiceIds ids = service_ids(component.name);
  if (attribute == "name") return Lowering::symbol(component, ids.service, "Name");
  if (attribute == "task_definition") return Lowering::symbol(component, ids.task);
  if (attribute == "role_arn") return Lowering::symbol(component, ids.task_role, "Arn");
  if (attribute == "log_group") return Lowering::symbol(component, ids.log_group);
  if (attribute == "security_group") {
    const Component& owner = *group_owners(component, system).front();
    return Lowering::symbol(owner, owner.kind->security_group(owner));
  }
  return Lowering::symbol(component, ids.service);
}

std::string ContainerServiceKind::security_group(const Component& component) const {
  return service_ids(component.name).service + "SecurityGroup";
}

std::vector<const Component*> ContainerServiceKind::group_owners(
    const Component& component, const ResolvedSystem& system) const {
  if (component.as<ContainerService>().network == ContainerNetwork::Awsvpc) return {&component};
  std::vector<const Component*> hosts = hosts_of_service(component, system);
  // Without hosts, which the check reports, it still has to have one.
  if (hosts.empty()) return {&component};
  return hosts;
}

std::vector<Placement> ContainerServiceKind::placements(const Component& component,
                                                        const ResolvedSystem& system) const {
  const auto& service = component.as<ContainerService>();
  if (service.network == ContainerNetwork::Awsvpc) {
    const Component* tier = system.target(component, service.subnets.target(), "subnets");
    if (tier == nullptr) return {};
    return {{tier, addresses(component, *tier, system)}};
  }
  std::vector<Placement> placed;  // in the addresses of the hosts
  for (const Component* hosts : hosts_of_service(component, system)) {
    const Reference& tier = hosts->as<AutoScalingGroup>().subnets.target();
    placed.push_back({system.target(*hosts, tier, "subnets"), 0});
  }
  return placed;
}

void ContainerServiceKind::contribute(const Component& component, Contributor& contributor) const {
  const auto& service = component.as<ContainerService>();
  const ResolvedSystem& system = contributor.system();
  contributor.allow(component, service.allow, own_ports(service));
  contributor.access(component, service.reads, AccessKind::Read, "reads");
  contributor.access(component, service.writes, AccessKind::Write, "writes");

  const Component* balancer = balancer_of_service(component, system);
  const std::optional<ServedContainer> served = served_container(service);
  if (balancer == nullptr) return;
  const Place origin = component.place / "behind";
  // Without a port to send to, which the check reports, it still stands behind. Where Docker
  // chooses the port, each task registers with one of its own, which the target says by 0.
  const PortRange reached = served ? reached_on(service, *served->container) : PortRange{};
  contributor.add(Target{
      .to = balancer->id,
      .from = component.id,
      .port = reached.first == reached.last ? reached.first : 0,
      .type = service.network == ContainerNetwork::Awsvpc ? TargetType::Ip : TargetType::Instance,
      .origin = origin});
  if (balancer->blueprint != component.blueprint || !served) return;  // an error; see check
  contributor.connect(*balancer, component, reached, origin);
}

}  // namespace btsinfra
