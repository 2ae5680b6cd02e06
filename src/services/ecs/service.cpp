#include "services/ecs/service.h"

#include <algorithm>

#include "btsinfra/services/compute.h"

#include "services/ecs/cluster.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

// From which Docker takes a port that is free (Amazon ECS API reference, PortMapping).
constexpr PortRange free_ports{32768, 65535};

PortRange one_port(int port) {
  const auto number = static_cast<std::uint16_t>(port);
  return {number, number};
}

}  // namespace

ServiceIds service_ids(std::string_view name) {
  const std::string stem = upper_camel(name);
  return {stem + "Service",       stem + "TaskDefinition",    stem + "TaskRole",
          stem + "ExecutionRole", stem + "ContainerLogGroup", stem + "ServiceScaling"};
}

const Component* cluster_of_service(const Component& service, const ResolvedSystem& system) {
  return system.target(service, service.as<ContainerService>().cluster.target(), "clusters");
}

const Component* balancer_of_service(const Component& service, const ResolvedSystem& system) {
  return system.target(service, service.as<ContainerService>().behind.target(), "load_balancers");
}

std::vector<const Component*> hosts_of_service(const Component& service,
                                               const ResolvedSystem& system) {
  if (service.as<ContainerService>().launch == Launch::Fargate) return {};
  const Component* cluster = cluster_of_service(service, system);
  if (cluster == nullptr) return {};
  return hosts_of(*cluster, system);
}

std::optional<ServedContainer> served_container(const ContainerService& service) {
  std::optional<ServedContainer> found;
  for (const auto& [name, container] : service.containers) {
    if (!container.port) continue;
    if (!service.serves.empty() && name != service.serves) continue;
    if (found) return std::nullopt;
    found = ServedContainer{name, &container};
  }
  return found;
}

bool keeps_logs(const ContainerService& service) {
  return std::any_of(service.containers.begin(), service.containers.end(),
                     [](const auto& entry) { return entry.second.logs; });
}

PortRange reached_on(const ContainerService& service, const Container& container) {
  if (service.network != ContainerNetwork::Bridge) return one_port(*container.port);
  return container.host_port ? one_port(*container.host_port) : free_ports;
}

std::vector<PortRange> own_ports(const ContainerService& service) {
  std::vector<PortRange> ports;
  for (const auto& [name, container] : service.containers) {
    if (container.port) ports.push_back(reached_on(service, container));
  }
  return ports;
}

bool takes_host_port(const ContainerService& service) {
  if (service.launch == Launch::Fargate) return false;
  return std::any_of(service.containers.begin(), service.containers.end(), [&](const auto& entry) {
    const Container& container = entry.second;
    switch (service.network) {
      case ContainerNetwork::Awsvpc:
        return false;
      case ContainerNetwork::Host:
        return container.port.has_value();
      case ContainerNetwork::Bridge:
        return container.port && container.host_port;
    }
    return false;
  });
}

TaskBounds host_bounds(const Component& service, const ResolvedSystem& system) {
  TaskBounds bounds;
  for (const Component* hosts : hosts_of_service(service, system)) {
    bounds.min += hosts->as<AutoScalingGroup>().size.min;
    bounds.max += hosts->as<AutoScalingGroup>().size.max;
  }
  return bounds;
}

TaskBounds task_bounds(const Component& component, const ResolvedSystem& system) {
  const auto& service = component.as<ContainerService>();
  if (service.strategy == TaskStrategy::Daemon) return host_bounds(component, system);
  const TaskCount count = service.count.value_or(TaskCount{});
  return {count.min, count.max};
}

TaskBounds update_percents(const Component& component, const ResolvedSystem& system) {
  const auto& service = component.as<ContainerService>();
  const TaskBounds tasks = task_bounds(component, system);
  TaskBounds percents{100, 200};
  const bool daemon = service.strategy == TaskStrategy::Daemon;
  const bool no_spare_host =
      takes_host_port(service) && host_bounds(component, system).min <= tasks.min;
  if (daemon || no_spare_host) {
    // A task must end before the next finds its place; of several only half at once.
    percents = {tasks.min > 1 ? 50 : 0, 100};
  }
  return {service.update.min.value_or(percents.min), service.update.max.value_or(percents.max)};
}

}  // namespace btsinfra
