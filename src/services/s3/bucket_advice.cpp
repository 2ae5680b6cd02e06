// What would be better in a bucket that works.
#include "btsinfra/services/bucket.h"

#include "diag/ids/resilience.h"
#include "services/advising.h"
#include "services/s3/bucket.h"

namespace btsinfra {

namespace {

// Whether it is there for access logs and nothing else: their objects are never written again.
bool only_takes_logs(const Component& bucket, const ResolvedSystem& system) {
  bool logs = false;
  bool others = false;
  for (const Component& other : system.components()) {
    if (other.tainted) continue;
    fields::walk_references(
        other.kind->type(), other.settings, other.place, true,
        [&](const fields::ReferenceUse& use, const Place& place, bool, const fields::Type&) {
          if (system.target(other, *use.reference, use.bare_kind) != &bucket) return;
          (place.path.keys().back() == "access_logs" ? logs : others) = true;
        });
  }
  return logs && !others;
}

}  // namespace

void BucketKind::advise(const Component& component, const Advising& advising) const {
  if (component.as<Bucket>().versioned || only_takes_logs(component, advising.system)) return;
  advising.diags
      .report(ids::NotVersioned, advising.system.at(component, "versioned"),
              "what is overwritten or deleted in `{}` is gone", component.label())
      .help("leave `versioned` out; `expire_old_versions` bounds what that costs");
}

}  // namespace btsinfra
