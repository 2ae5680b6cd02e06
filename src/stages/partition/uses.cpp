#include "stages/partition/uses.h"

#include "services/kind.h"

namespace btsinfra {

Span place_of(const ResourceUse& use, const ResolvedSystem& system) {
  const Component& user = system.component(use.user);
  for (const ComponentUse& named : system.uses_by(user)) {
    if (named.used != use.used) continue;
    const Span found = system.places().reference(named.place, named.path);
    if (found.known()) return found;
  }
  return system.places().reference(*use.origin, use.logical_id);
}

}  // namespace btsinfra
