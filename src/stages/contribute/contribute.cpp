#include "stages/contribute/contribute.h"

#include "services/contributor.h"
#include "services/kind.h"

namespace btsinfra {

Contributions contribute(const ResolvedSystem& system, Diagnostics& diags) {
  Contributions contributions;
  Contributor contributor(system, contributions, diags);
  for (const Component& component : system.components()) {
    if (!component.tainted && !system.lost(component.blueprint)) {
      component.kind->contribute(component, contributor);
    }
  }
  return contributions;
}

}  // namespace btsinfra
