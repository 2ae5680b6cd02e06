// What a peering joins: two networks, and on each side the tiers whose route tables lead to the
// other.
#pragma once

#include <string>
#include <vector>

#include "btsinfra/services/peering.h"

#include "services/resolved.h"

namespace btsinfra {

// The network of the blueprint at the other end; nullptr where the other end is not of the system,
// or names nothing.
[[nodiscard]] const Component* peer_network(const Component& peering, const ResolvedSystem& system);

// The tiers of the requester, and of the blueprint at the other end, that carry routes: those
// named, else the private ones. Names that are none are left out.
[[nodiscard]] std::vector<const Component*> requester_tiers(const Component& peering,
                                                            const ResolvedSystem& system);
[[nodiscard]] std::vector<const Component*> accepter_tiers(const Component& peering,
                                                           const ResolvedSystem& system);

// The peering that joins the networks of two blueprints, whichever of them declares it; nullptr:
// none does. Of two, the first: the other is an error.
[[nodiscard]] const Component* peering_between(std::size_t one, std::size_t other,
                                               const ResolvedSystem& system);

// The logical id of the connection: "VirginiaPeering".
[[nodiscard]] std::string peering_id(std::string_view name);

// A route of one of the two sides.
struct PeeringRoute {
  std::size_t blueprint = 0;  // whose table it is in
  std::string logical_id;     // "VirginiaPeeringRoutePrivateAToPrivateC"
  const Component* tier = nullptr;
  std::string table;  // logical id
  Cidr destination;
};

// Every route of both sides: in each table of a tier one to each subnet of the other side's tiers.
[[nodiscard]] std::vector<PeeringRoute> peering_routes(const Component& peering,
                                                       const ResolvedSystem& system);

}  // namespace btsinfra
