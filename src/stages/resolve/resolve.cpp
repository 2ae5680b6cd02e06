#include "stages/resolve/resolve.h"

#include <algorithm>
#include <span>

#include "btsinfra/model/blueprint.h"

#include "services/kind.h"
#include "services/records.h"
#include "services/tags.h"
#include "stages/resolve/addresses.h"
#include "stages/resolve/identity.h"
#include "stages/resolve/references.h"
#include "stages/resolve/values.h"

namespace btsinfra {
namespace {

// A component is tainted by anything refused inside it, and all of a blueprint by a missing region.
void taint_components(ResolvedSystem& system, const std::set<Place>& tainted) {
  for (const Place& place : tainted) system.mark_incomplete(place.blueprint);
  for (const Component& component : system.components()) {
    const Blueprint& blueprint = system.blueprint(component);
    auto next = tainted.lower_bound(component.place);
    bool inside = next != tainted.end() && next->blueprint == component.blueprint &&
                  next->path.within(component.place.path);
    if (inside || !blueprint.region) system.taint(component.id);
  }
}

// Whether a component names one that was refused as what it stands on (its subnets, its image): to
// judge it by that would only repeat the finding.
bool stands_on_refused(const Component& component, const ResolvedSystem& system) {
  const std::span<const ComponentUse> uses = system.uses_by(component);
  return std::any_of(uses.begin(), uses.end(), [&](const ComponentUse& use) {
    return !use.exact_kind.empty() && system.component(use.used).tainted;
  });
}

// What is lost is not built, so what it asks for is not judged in this state.
void check_components(ResolvedSystem& system, Diagnostics& diags) {
  for (std::size_t b = 0; b < system.system().blueprints.size(); ++b) {
    if (system.lost(b)) continue;
    check_tags(Place{b, Path({"tags"})}, system.system().blueprints[b].tags, system, diags);
  }
  for (const Component& component : system.components()) {
    if (component.tainted || system.lost(component.blueprint) ||
        stands_on_refused(component, system)) {
      continue;
    }
    std::size_t errors = diags.error_count();
    component.kind->check(component, system, diags);
    if (diags.error_count() > errors) system.mark_incomplete(component.blueprint);
  }
}

}  // namespace

Resolution resolve(const System& system, const Places& places, std::set<Place> tainted,
                   const std::vector<Lock>& locks, const ResolveOptions& options,
                   Diagnostics& diags) {
  check_identity(system, places, tainted, diags);
  for (std::size_t b = 0; b < system.blueprints.size(); ++b) {
    check_values(fields::type_of<Blueprint>(), &system.blueprints[b], Place{b, Path()}, places,
                 tainted, diags);
  }
  Resolution resolution;
  resolution.system = std::make_unique<ResolvedSystem>(system, places);
  resolution.system->set_today(options.today);
  for (const auto& [blueprint, place] : options.lost) resolution.system->mark_lost(blueprint);
  check_references(*resolution.system, options.lost, tainted, diags);
  check_cycles(*resolution.system, tainted, diags);
  resolution.locks = settle_addresses(*resolution.system, locks, options.asked_elsewhere,
                                      options.locked, tainted, diags);
  taint_components(*resolution.system, tainted);
  check_components(*resolution.system, diags);
  check_capacity(*resolution.system, diags);
  return resolution;
}

}  // namespace btsinfra
