#include "stages/check/connections.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/names_and_addresses.h"
#include "services/kind.h"
#include "services/peering/link.h"
#include "services/peering/reach.h"
#include "services/private_ranges.h"

namespace btsinfra {
namespace {

class ConnectionCheck {
 public:
  ConnectionCheck(const ResolvedSystem& system, const Contributions& contributions,
                  Diagnostics& diags)
      : system_(system), contributions_(contributions), diags_(diags) {}

  void run() {
    for (const Component& component : system_.components()) {
      if (component.tainted || system_.lost(component.blueprint)) continue;
      if (component.kind->group_owners(component, system_).empty()) continue;
      for (const ComponentUse& use : system_.uses_by(component)) {
        if (use.for_value) check(component, use);
      }
    }
    for (const Ingress& ingress : contributions_.ingress) rule(ingress);
  }

 private:
  // ---- blocks that nothing leads from -----------------------------------------------------------

  // Private addresses come from networks that are joined with this one, or not at all.
  void rule(const Ingress& ingress) {
    const auto* block = std::get_if<Cidr>(&ingress.from);
    if (block == nullptr || !is_private(*block) || !told_blocks_.insert(ingress.origin).second) {
      return;
    }
    const std::size_t home = system_.component(ingress.to).blueprint;
    const Blueprint& blueprint = system_.system().blueprints[home];
    if (!blueprint.network || !blueprint.network->cidr) return;
    if (leads_from(*block, home, blueprint)) return;
    diags_
        .report(ids::NoWayFrom, system_.places().value(ingress.origin / "from"),
                "nothing leads from {} into this network, so nobody comes from there",
                block->to_string())
        .note(system_.places().value(Place{home, Path({"network", "cidr"})}), "the network")
        .help(
            "declare a peering (`peerings:`), or the range of an office or data centre under "
            "`network.on_premises`");
  }

  [[nodiscard]] bool leads_from(const Cidr& block, std::size_t home,
                                const Blueprint& blueprint) const {
    const Network& network = *blueprint.network;
    if (block.overlaps(*network.cidr)) return true;
    for (const Cidr& range : network.on_premises) {
      if (block.overlaps(range)) return true;
    }
    for (std::size_t other = 0; other < system_.system().blueprints.size(); ++other) {
      const std::optional<Network>& far = system_.system().blueprints[other].network;
      if (far && far->cidr && block.overlaps(*far->cidr) && other != home &&
          peering_between(home, other, system_) != nullptr) {
        return true;
      }
    }
    for (const auto& [name, peering] : blueprint.peerings) {
      for (const Cidr& cidr : peering.with.cidrs) {
        if (block.overlaps(cidr)) return true;
      }
    }
    // Whoever makes routes of his own knows where they lead.
    return std::any_of(
        blueprint.resources.begin(), blueprint.resources.end(), [](const auto& entry) {
          const std::string& type = entry.second.type;
          return type == "AWS::EC2::Route" || type == "AWS::EC2::VPCPeeringConnection" ||
                 type.starts_with("AWS::EC2::TransitGateway") ||
                 type.starts_with("AWS::EC2::VPN") || type.starts_with("AWS::EC2::ClientVpn");
        });
  }

  // ---- addresses that are handed out ------------------------------------------------------------

  void check(const Component& user, const ComponentUse& use) {
    const Component& served = system_.component(use.used);
    if (served.id == user.id || served.tainted || system_.lost(served.blueprint)) return;
    const std::optional<Attribute> attribute = system_.described(use);
    if (!attribute || !attribute->address || is_admitted(user, served)) return;
    if (!told_.insert({user.id, served.id}).second) return;
    report(user, served, use.place);
  }

  [[nodiscard]] bool is_admitted(const Component& user, const Component& served) const {
    const auto groups = user.kind->group_owners(user, system_);
    const auto to = served.kind->group_owners(served, system_);
    return std::any_of(
        contributions_.ingress.begin(), contributions_.ingress.end(), [&](const Ingress& rule) {
          if (std::none_of(to.begin(), to.end(),
                           [&](const Component* owner) { return owner->id == rule.to; })) {
            return false;
          }
          if (const auto* group = std::get_if<GroupOf>(&rule.from)) {
            return std::any_of(groups.begin(), groups.end(), [&](const Component* owner) {
              return owner->id == group->component;
            });
          }
          const auto* block = std::get_if<Cidr>(&rule.from);
          return block == nullptr || stands_in(user, *block);  // of a parameter nobody knows
        });
  }

  [[nodiscard]] bool stands_in(const Component& user, const Cidr& block) const {
    for (const Component* tier : tiers_of(user, system_)) {
      for (const SubnetBlock& subnet : system_.blocks(*tier)) {
        if (block.overlaps(subnet.cidr)) return true;
      }
    }
    return false;
  }

  void report(const Component& user, const Component& served, const Place& place) {
    const bool apart = user.blueprint != served.blueprint;
    const bool joined =
        !apart || peering_between(user.blueprint, served.blueprint, system_) != nullptr;
    diags_
        .report(ids::NotAdmitted, system_.places().value(place),
                "`{}` is given the address of `{}`, {}: what connects there waits in vain",
                user.label(), system_.label_in(user.blueprint, served),
                joined ? "which does not let it in" : "and no peering joins their networks")
        .note(system_.at(served), "it is declared here")
        .help(std::string(joined ? "" : "declare a peering (`peerings:`), and ") +
              (joined ? "write" : "write there") + " `allow: [" +
              system_.label_in(served.blueprint, user) + "]`");
  }

  const ResolvedSystem& system_;
  const Contributions& contributions_;
  Diagnostics& diags_;
  std::set<std::pair<ComponentId, ComponentId>> told_;  // once for each pair
  std::set<Place> told_blocks_;                         // and for each rule
};

}  // namespace

void check_connections(const ResolvedSystem& system, const Contributions& contributions,
                       Diagnostics& diags) {
  ConnectionCheck(system, contributions, diags).run();
}

}  // namespace btsinfra
