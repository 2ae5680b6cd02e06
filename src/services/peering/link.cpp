#include "services/peering/link.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "services/kind.h"
#include "services/lowering.h"
#include "services/names.h"
#include "services/network/subnets.h"

namespace btsinfra {
namespace {

void add_once(const Component* tier, std::vector<const Component*>& tiers) {
  if (tier == nullptr || std::find(tiers.begin(), tiers.end(), tier) != tiers.end()) return;
  tiers.push_back(tier);
}

std::vector<const Component*> private_tiers(std::size_t blueprint, const ResolvedSystem& system) {
  std::vector<const Component*> tiers;
  const std::optional<Network>& network = system.system().blueprints[blueprint].network;
  if (!network) return tiers;
  for (const auto& [name, tier] : network->subnets) {
    if (tier.access == Access::Private) tiers.push_back(system.find(blueprint, "subnets", name));
  }
  return tiers;
}

// Where routes lead: blocks with the words that logical ids use for them.
struct Destination {
  std::string word;
  Cidr block;
};

std::vector<Destination> subnets_of(const std::vector<const Component*>& tiers,
                                    const ResolvedSystem& system) {
  std::vector<Destination> all;
  for (const Component* tier : tiers) {
    for (const SubnetBlock& subnet : system.blocks(*tier)) {
      all.push_back({upper_camel(tier->name) + upper_camel(subnet.zone), subnet.cidr});
    }
  }
  return all;
}

std::vector<Destination> blocks_of(const Peering& peering) {
  std::vector<Destination> all;
  for (const Cidr& block : peering.with.cidrs) all.push_back({cidr_word(block), block});
  return all;
}

// One side's routes. A private tier has a table in each zone, the others one for all.
void add_routes(const std::string& stem, const std::vector<const Component*>& tiers,
                const std::vector<Destination>& destinations, const ResolvedSystem& system,
                std::vector<PeeringRoute>& routes) {
  for (const Component* tier : tiers) {
    const auto& settings = tier->as<SubnetTier>();
    std::string last;
    for (const SubnetBlock& subnet : system.blocks(*tier)) {
      const std::string table = route_table_id(settings, tier->name, subnet.zone);
      if (table == last) continue;
      last = table;
      const bool per_zone = settings.access == Access::Private;
      const std::string from = upper_camel(tier->name) + (per_zone ? upper_camel(subnet.zone) : "");
      for (const Destination& to : destinations) {
        routes.push_back(
            {tier->blueprint, stem + "Route" + from + "To" + to.word, tier, table, to.block});
      }
    }
  }
}

}  // namespace

const Component* peer_network(const Component& peering, const ResolvedSystem& system) {
  return system.target(peering, peering.as<Peering>().with.blueprint.target());
}

std::vector<const Component*> requester_tiers(const Component& peering,
                                              const ResolvedSystem& system) {
  const auto& named = peering.as<Peering>().tiers;
  if (named.empty()) return private_tiers(peering.blueprint, system);
  std::vector<const Component*> tiers;
  for (const Ref<SubnetTier>& name : named) {
    add_once(system.target(peering, name.target(), "subnets"), tiers);
  }
  return tiers;
}

std::vector<const Component*> accepter_tiers(const Component& peering,
                                             const ResolvedSystem& system) {
  const Component* network = peer_network(peering, system);
  if (network == nullptr) return {};
  const auto& named = peering.as<Peering>().peer_tiers;
  if (named.empty()) return private_tiers(network->blueprint, system);
  std::vector<const Component*> tiers;
  for (const std::string& name : named) {
    add_once(system.find(network->blueprint, "subnets", name), tiers);
  }
  return tiers;
}

const Component* peering_between(std::size_t one, std::size_t other, const ResolvedSystem& system) {
  for (const Component& component : system.components()) {
    if (component.kind->key() != "peerings") continue;
    if (component.blueprint != one && component.blueprint != other) continue;
    const Component* network = peer_network(component, system);
    if (network == nullptr) continue;
    const std::size_t far = component.blueprint == one ? other : one;
    if (network->blueprint == far) return &component;
  }
  return nullptr;
}

std::string peering_id(std::string_view name) { return upper_camel(name) + "Peering"; }

std::vector<PeeringRoute> peering_routes(const Component& peering, const ResolvedSystem& system) {
  std::vector<PeeringRoute> routes;
  const std::vector<const Component*> own = requester_tiers(peering, system);
  const Component* network = peer_network(peering, system);
  if (network == nullptr) {
    add_routes(peering_id(peering.name), own, blocks_of(peering.as<Peering>()), system, routes);
    return routes;
  }
  const std::vector<const Component*> far = accepter_tiers(peering, system);
  add_routes(peering_id(peering.name), own, subnets_of(far, system), system, routes);
  // There is one peering between two networks, so the requester's name tells it from all others.
  add_routes(peering_id(system.blueprint(peering).name), far, subnets_of(own, system), system,
             routes);
  return routes;
}

}  // namespace btsinfra
