#include "stages/lower/lower.h"

#include "services/kind.h"
#include "services/lowering.h"
#include "stages/lower/logical_ids.h"
#include "stages/lower/overrides.h"

namespace btsinfra {

Lowered lower(const ResolvedSystem& system, const Contributions& contributions,
              Diagnostics& diags) {
  Lowered lowered;
  Lowering lowering(system, contributions, lowered, diags);
  for (const Component& component : system.components()) {
    if (!component.tainted) component.kind->lower(component, lowering);
  }
  apply_overrides(system, contributions, lowered, diags);
  check_logical_ids(system, lowered, diags);
  return lowered;
}

}  // namespace btsinfra
