// AWS facts this rests on:
// - Without a peering nothing leads from one VPC into another; peering is not transitive, and its
//   routes stand in the tables of both sides: without the one on the way back no answer arrives.
// - Rules name addresses. Over a region's border nothing else is possible. Within a region a rule
//   could name the other's security group, but only while the connection is active: the groups
//   would need the peering, which needs the networks in whose stacks the groups stand.
#include "services/peering/reach.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/names_and_addresses.h"
#include "services/kind.h"
#include "services/peering/link.h"

namespace btsinfra {
namespace {

using Tiers = std::vector<const Component*>;

bool holds(const Tiers& tiers, const Component* tier) {
  return std::find(tiers.begin(), tiers.end(), tier) != tiers.end();
}

void add_once(const Component* tier, Tiers& tiers) {
  if (tier != nullptr && !holds(tiers, tier)) tiers.push_back(tier);
}

// Where a component stands: its kind says so, else it names the tiers itself.
void add_tiers_of(const Component& component, const ResolvedSystem& system, Tiers& tiers) {
  const std::vector<Placement> placements = component.kind->placements(component, system);
  for (const Placement& placement : placements) add_once(placement.tier, tiers);
  if (!placements.empty()) return;
  for (const ComponentUse& use : system.uses_by(component)) {
    if (use.exact_kind == "subnets") add_once(&system.component(use.used), tiers);
  }
}

Tiers missing_from(const Tiers& covered, const Tiers& wanted) {
  Tiers missing;
  for (const Component* tier : wanted) {
    if (!holds(covered, tier)) missing.push_back(tier);
  }
  return missing;
}

bool all_private(const Tiers& tiers) {
  return std::all_of(tiers.begin(), tiers.end(), [](const Component* tier) {
    return tier->as<SubnetTier>().access == Access::Private;
  });
}

std::string listed(const Tiers& tiers) {
  std::string list;
  for (const Component* tier : tiers) list += (list.empty() ? "" : ", ") + tier->name;
  return "[" + list + "]";
}

class ReachCheck {
 public:
  ReachCheck(const Component& from, const Component& to, const std::string& written,
             const Place& place, const ResolvedSystem& system, Diagnostics& diags)
      : from_(from), to_(to), written_(written), place_(place), system_(system), diags_(diags) {}

  std::optional<Reach> run() {
    if (!settled(from_.blueprint) || !settled(to_.blueprint)) return std::nullopt;
    const Tiers from = tiers_of(from_, system_);
    const Tiers to = tiers_of(to_, system_);
    if (from.empty()) {
      if (system_.incomplete(from_.blueprint)) return std::nullopt;  // what it runs on was refused
      diags_
          .report(ids::NotASource, system_.places().value(place_),
                  "`{}` is allowed in, but nothing says in which subnets it stands", written_)
          .note(system_.at(from_), "it is declared here")
          .help("write the address blocks that it connects from");
      return std::nullopt;
    }
    const Component* peering = peering_between(from_.blueprint, to_.blueprint, system_);
    if (peering == nullptr) {
      if (!refused_peering()) no_peering(from, to);
      return std::nullopt;
    }
    const Tiers own = requester_tiers(*peering, system_);
    const Tiers far = accepter_tiers(*peering, system_);
    if (peering->tainted || own.empty() || far.empty()) return std::nullopt;  // reported there
    const bool requests = peering->blueprint == from_.blueprint;
    bool joined = covers(*peering, requests, requests ? own : far, from, from_);
    joined = covers(*peering, !requests, requests ? far : own, to, to_) && joined;
    if (!joined) return std::nullopt;

    Reach reach;
    for (const Component* tier : from) {
      for (const SubnetBlock& block : system_.blocks(*tier)) reach.subnets.push_back({tier, block});
    }
    for (PeeringRoute& route : peering_routes(*peering, system_)) {
      reach.routes.push_back({route.blueprint, std::move(route.logical_id)});
    }
    return reach;
  }

 private:
  [[nodiscard]] const std::string& name_of(std::size_t blueprint) const {
    return system_.system().blueprints[blueprint].name;
  }

  // Whether its addresses are what the author meant, and it is there at all.
  [[nodiscard]] bool settled(std::size_t blueprint) const {
    const Component* network = system_.find(blueprint, "network", "");
    return network != nullptr && !network->tainted && !system_.lost(blueprint);
  }

  // Whether the peering may be among what was refused, which is told there.
  [[nodiscard]] bool refused_peering() const {
    return system_.incomplete(from_.blueprint) || system_.incomplete(to_.blueprint);
  }

  void no_peering(const Tiers& from, const Tiers& to) {
    const std::string& other = name_of(from_.blueprint);
    std::string name = other;
    std::replace(name.begin(), name.end(), '-', '_');
    std::string line = "peerings: {" + name + ": {with: " + other;
    if (!all_private(to)) line += ", tiers: " + listed(to);
    if (!all_private(from)) line += ", peer_tiers: " + listed(from);
    diags_
        .report(ids::NoRoute, system_.places().value(place_),
                "`{}` is allowed in, but no peering joins the network of `{}` with this one",
                written_, other)
        .note(system_.at(from_), "it stands in another VPC")
        .help("declare the peering in one of the two blueprints; in `" + name_of(to_.blueprint) +
              "` write `" + line + "}}`");
  }

  // Whether the peering's routes lead to where `component` stands, which is on the requester's side
  // or not.
  bool covers(const Component& peering, bool requester, const Tiers& covered, const Tiers& wanted,
              const Component& component) {
    const Tiers missing = missing_from(covered, wanted);
    if (missing.empty()) return true;
    Tiers all = covered;
    all.insert(all.end(), missing.begin(), missing.end());
    const char* const field = requester ? "tiers" : "peer_tiers";
    const std::string label = name_of(peering.blueprint) + "." + peering.label();
    const std::string stands = component.id == from_.id ? "it stands" : "this stands";
    diags_
        .report(ids::NoRoute, system_.places().value(place_),
                "`{}` is allowed in, but the peering has no routes for the tier `{}` of `{}`, in "
                "which {}",
                written_, missing.front()->name, name_of(component.blueprint), stands)
        .note(system_.places().value(peering.place / field), "`" + label + "` routes " +
                                                                 listed(covered) + " of `" +
                                                                 name_of(component.blueprint) + "`")
        .help("write `" + std::string(field) + ": " + listed(all) + "` in `" + label + "`");
    return false;
  }

  const Component& from_;
  const Component& to_;
  const std::string& written_;
  const Place& place_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

std::vector<const Component*> tiers_of(const Component& component, const ResolvedSystem& system) {
  Tiers tiers;
  for (const Component* owner : component.kind->group_owners(component, system)) {
    add_tiers_of(*owner, system, tiers);
  }
  return tiers;
}

std::optional<Reach> reach_over_peering(const Component& from, const Component& to,
                                        const std::string& written, const Place& place,
                                        const ResolvedSystem& system, Diagnostics& diags) {
  return ReachCheck(from, to, written, place, system, diags).run();
}

}  // namespace btsinfra
