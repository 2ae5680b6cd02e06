// What checks, contributions and lowering of a service all ask of its settings.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "btsinfra/services/container_service.h"

#include "services/resolved.h"

namespace btsinfra {

// Logical ids: "Web" of containers.web.
struct ServiceIds {
  std::string service;         // WebService
  std::string task;            // WebTaskDefinition
  std::string task_role;       // WebTaskRole
  std::string execution_role;  // WebExecutionRole
  std::string log_group;       // WebContainerLogGroup
  std::string scaling;         // WebServiceScaling, before Target, CpuPolicy and MemoryPolicy
};
[[nodiscard]] ServiceIds service_ids(std::string_view name);

// nullptr: none.
[[nodiscard]] const Component* cluster_of_service(const Component& service,
                                                  const ResolvedSystem& system);
[[nodiscard]] const Component* balancer_of_service(const Component& service,
                                                   const ResolvedSystem& system);
// The groups whose instances its tasks run on; none with Fargate.
[[nodiscard]] std::vector<const Component*> hosts_of_service(const Component& service,
                                                             const ResolvedSystem& system);

// The container that the load balancer sends to: the one named, else the only one with a port.
struct ServedContainer {
  std::string name;
  const Container* container = nullptr;
};
[[nodiscard]] std::optional<ServedContainer> served_container(const ContainerService& service);

// Whether anything of it goes to CloudWatch Logs.
[[nodiscard]] bool keeps_logs(const ContainerService& service);

// The ports under which a container with a port is reached in the network mode of its service.
[[nodiscard]] PortRange reached_on(const ContainerService& service, const Container& container);
// Those of all its containers.
[[nodiscard]] std::vector<PortRange> own_ports(const ContainerService& service);
// Whether a task takes a port of its host for itself, so that a host has room for one task only.
[[nodiscard]] bool takes_host_port(const ContainerService& service);

// How many tasks shall run; of daemons as many as there are hosts.
struct TaskBounds {
  int min = 0;
  int max = 0;
};
[[nodiscard]] TaskBounds host_bounds(const Component& service, const ResolvedSystem& system);
[[nodiscard]] TaskBounds task_bounds(const Component& service, const ResolvedSystem& system);

// MinimumHealthyPercent and MaximumPercent: those given, else what lets an update of such a
// service proceed.
[[nodiscard]] TaskBounds update_percents(const Component& service, const ResolvedSystem& system);

}  // namespace btsinfra
