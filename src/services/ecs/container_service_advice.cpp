// What would be better in a service of containers that works.
#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/container_service.h"

#include "diag/ids/resilience.h"
#include "services/advising.h"
#include "services/ecs/container_service.h"
#include "services/ecs/service.h"

namespace btsinfra {
namespace {

// The network of Docker on a host, as it comes.
const Cidr& docker_bridge() {
  static const Cidr block = Cidr::parse("172.17.0.0/16").value();
  return block;
}

void advise_bridge(const Component& component, const ContainerService& service,
                   const Advising& advising) {
  if (service.launch != Launch::Ec2 || service.network == ContainerNetwork::Awsvpc) return;
  const std::optional<Network>& network = advising.system.blueprint(component).network;
  if (!network || !network->cidr || !network->cidr->overlaps(docker_bridge())) return;
  advising.diags
      .report(ids::BridgeAddresses, advising.system.at(component, "network"),
              "the hosts of `{}` take {} for Docker's bridge: what stands there in the VPC is out "
              "of their reach",
              component.label(), docker_bridge().to_string())
      .note(advising.system.places().value(Place{component.blueprint, Path({"network", "cidr"})}),
            "the network holds these addresses, too")
      .help("write `network: awsvpc`, or give the network another range");
}

// A daemon has a task on each host, so the hosts say how many there are.
void advise_hosts(const Component& component, const ContainerService& service,
                  const Advising& advising) {
  const ResolvedSystem& system = advising.system;
  const Component* balancer = balancer_of_service(component, system);
  if (service.strategy != TaskStrategy::Daemon || balancer == nullptr) return;
  if (task_bounds(component, system).min >= 2) return;
  const std::vector<const Component*> hosts = hosts_of_service(component, system);
  if (hosts.size() != 1) return;
  advising.diags
      .report(ids::SingleTarget, system.places().value(hosts.front()->place / "size" / "min"),
              "`{}` may run on a single host, and the load balancer have a single task to send to: "
              "while it is replaced, nobody answers",
              component.label())
      .note(system.at(component), "the service")
      .help("write `min: 2` at least: the group spreads its hosts over the zones");
}

}  // namespace

void ContainerServiceKind::advise(const Component& component, const Advising& advising) const {
  const auto& service = component.as<ContainerService>();
  const ResolvedSystem& system = advising.system;
  const std::vector<PortRange> ports = own_ports(service);
  advise_open_ports(component, service.allow, ports, advising);
  const bool counted = service.strategy == TaskStrategy::Replica;
  if (counted && balancer_of_service(component, system) != nullptr &&
      task_bounds(component, system).min < 2) {
    advising.diags
        .report(ids::SingleTarget, system.places().value(component.place / "count" / "min"),
                "the load balancer may have a single task to send to: while it is replaced, nobody "
                "answers")
        .help("write `count: {min: 2, …}` at least: ECS spreads them over the zones");
  }
  advise_hosts(component, service, advising);
  if (keeps_logs(service)) {
    advise_retention(component.place / "log_retention", service.log_retention, advising);
  }
  advise_bridge(component, service, advising);
  advise_far_data(component, advising);
}

}  // namespace btsinfra
