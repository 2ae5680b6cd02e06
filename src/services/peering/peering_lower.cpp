// The connection and its routes.
//
// AWS facts this rests on:
// - The requester's account and region declare it, once; within one account CloudFormation accepts
//   it there as well, whatever the region. In another account it takes on the role given to do so.
// - Without PeerRegion the VPC is sought in the requester's region.
// - Everything but its tags replaces a connection.
// - Each side's tables need routes: one-sided ones let no answer back. A route is of the region of
//   its table, so those of the other blueprint stand in a stack of that blueprint, to which the
//   connection's id crosses.
#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/peering.h"

#include "services/lowering.h"
#include "services/peering/link.h"
#include "services/peering/peering.h"

namespace btsinfra {
namespace {

// Whose network is the other one, as properties of the connection.
void add_peer(const Component& component, const PeerNetwork& peer, const Component* network,
              Lowering& lowering, cfn::Map& properties) {
  const Region& own = lowering.system().region(component);
  if (network != nullptr) {
    properties.set("PeerVpcId", Lowering::symbol(*network, "Vpc"));
    const Region& region = lowering.system().region(*network);
    if (region != own) properties.set("PeerRegion", region.name());
    return;
  }
  properties.set("PeerVpcId", lowering.late(component, *peer.vpc_id));
  if (*peer.region != own) properties.set("PeerRegion", peer.region->name());
  if (peer.account) properties.set("PeerOwnerId", lowering.late(component, *peer.account));
  if (peer.role) properties.set("PeerRoleArn", lowering.late(component, *peer.role));
}

// Whether there is nothing to make, for reasons that were reported.
bool refused(const Component& component, const Component* network, const ResolvedSystem& system) {
  const PeerNetwork& peer = component.as<Peering>().with;
  if (system.find(component.blueprint, "network", "") == nullptr) return true;
  if (network == nullptr) return !peer.vpc_id || !peer.region;
  return network->tainted || network->blueprint == component.blueprint ||
         peering_between(component.blueprint, network->blueprint, system) != &component;
}

}  // namespace

std::span<const Attribute> PeeringKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "id", .doc = "Id of the connection (pcx-…), for routes that the other side makes."},
  };
  return known;
}

cfn::Value PeeringKind::value(const Component& component, std::string_view /*attribute*/,
                              const ResolvedSystem& /*system*/) const {
  return Lowering::symbol(component, peering_id(component.name));
}

void PeeringKind::lower(const Component& component, Lowering& lowering) const {
  const auto& peering = component.as<Peering>();
  const ResolvedSystem& system = lowering.system();
  const Component* network = peer_network(component, system);
  if (refused(component, network, system)) return;

  const Layer layer = peering.options.stack.value_or(Layer::Peering);
  const std::string id = peering_id(component.name);
  cfn::Map properties{{"VpcId", Lowering::symbol(component, "Vpc")}};
  add_peer(component, peering.with, network, lowering, properties);
  const cfn::Value name = peering.name.empty() ? cfn::Value(lowering.default_name(component))
                                               : lowering.text(component, peering.name);
  properties.set("Tags", lowering.tags(component, peering.options.tags, name));
  lowering.add(component, layer, id, "AWS::EC2::VPCPeeringConnection").properties =
      std::move(properties);
  lowering.expose({static_cast<std::uint32_t>(component.blueprint), id, ""},
                  "Id of " + component.label());

  for (PeeringRoute& route : peering_routes(component, system)) {
    lowering
        .add_in(route.blueprint, component, layer, std::move(route.logical_id), "AWS::EC2::Route")
        .resource.properties =
        cfn::Map{{"RouteTableId", Lowering::symbol(*route.tier, std::move(route.table))},
                 {"DestinationCidrBlock", route.destination.to_string()},
                 {"VpcPeeringConnectionId", Lowering::symbol(component, id)}};
  }
}

}  // namespace btsinfra
