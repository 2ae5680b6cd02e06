#include "stages/lower/lower.h"

#include <algorithm>

#include "services/kind.h"
#include "services/lowering.h"
#include "stages/lower/logical_ids.h"
#include "stages/lower/overrides.h"

namespace btsinfra {
namespace {

// Of a component that waits, everything behind the peering: what stands before it is what the
// awaited routes are made of.
void add_waits(const Contributions& contributions, Lowered& lowered) {
  for (const Wait& wait : contributions.waits) {
    for (LoweredResource& resource : lowered.resources) {
      if (resource.component != wait.to || resource.layer <= Layer::Peering) continue;
      for (const ResourceName& awaited : wait.resources) {
        if (std::find(resource.waits_for.begin(), resource.waits_for.end(), awaited) ==
            resource.waits_for.end()) {
          resource.waits_for.push_back(awaited);
        }
      }
    }
  }
}

}  // namespace

Lowered lower(const ResolvedSystem& system, const Contributions& contributions,
              Diagnostics& diags) {
  Lowered lowered;
  Lowering lowering(system, contributions, lowered, diags);
  for (const Component& component : system.components()) {
    if (!component.tainted && !system.lost(component.blueprint)) {
      component.kind->lower(component, lowering);
    }
  }
  add_waits(contributions, lowered);
  apply_overrides(system, contributions, lowered, diags);
  check_logical_ids(system, lowered, diags);
  return lowered;
}

}  // namespace btsinfra
