#include "stages/partition/uses.h"

#include "services/kind.h"

namespace btsinfra {

Span place_of(const ResourceUse& use, const ResolvedSystem& system) {
  const Component& user = system.component(use.user);
  Span found;
  fields::walk_references(
      user.kind->type(), user.settings, user.place, true,
      [&](const fields::ReferenceUse& reference, const Place& place, bool, const fields::Type&) {
        if (found.known()) return;
        auto target = system.lookup(user.blueprint, reference.reference->path, reference.bare_kind);
        const auto* named = std::get_if<ReferenceTarget>(&target);
        if (named == nullptr || named->component->id != use.used) return;
        found = system.places().reference(place, reference.reference->path);
      });
  return found.known() ? found : system.places().reference(*use.origin, use.logical_id);
}

}  // namespace btsinfra
