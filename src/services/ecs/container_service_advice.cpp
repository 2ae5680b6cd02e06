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
  if (keeps_logs(service)) {
    advise_retention(component.place / "log_retention", service.log_retention, advising);
  }
  advise_bridge(component, service, advising);
  advise_far_data(component, advising);
}

}  // namespace btsinfra
