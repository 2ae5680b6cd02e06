// What would be better in a bucket that works.
#include "btsinfra/services/bucket.h"

#include "diag/ids/resilience.h"
#include "diag/ids/security.h"
#include "services/advising.h"
#include "services/s3/bucket.h"

namespace btsinfra {

namespace {

// What else of the system names it.
struct Uses {
  bool logs = false;
  bool others = false;
};
Uses uses_of(const Component& bucket, const ResolvedSystem& system) {
  Uses uses;
  for (const ComponentUse* use : system.uses_of(bucket)) {
    if (system.component(use->user).tainted) continue;
    (use->place.path.keys().back() == "access_logs" ? uses.logs : uses.others) = true;
  }
  return uses;
}

}  // namespace

void BucketKind::advise(const Component& component, const Advising& advising) const {
  const auto& bucket = component.as<Bucket>();
  const ResolvedSystem& system = advising.system;
  const Uses uses = uses_of(component, system);
  const bool only_logs = uses.logs && !uses.others;  // whose objects are never written again
  if (!bucket.versioned && !only_logs) {
    advising.diags
        .report(ids::NotVersioned, system.at(component, "versioned"),
                "what is overwritten or deleted in `{}` is gone", component.label())
        .help("leave `versioned` out; `expire_old_versions` bounds what that costs");
  }
  // S3 writes no logs of the writing of logs.
  if (!uses.logs && bucket.access_logs.empty()) {
    advising.diags
        .report(ids::NoAccessLogs, system.at(component), "the requests to `{}` leave no trace",
                component.label())
        .help("name a bucket of this region with `access_logs:`");
  }
  if (uses.logs && bucket.expire) {
    advise_retention(component.place / "expire", *bucket.expire, advising);
  }
}

}  // namespace btsinfra
