// What would be better in a cache that works.
#include <algorithm>

#include "btsinfra/services/cache.h"

#include "diag/ids/resilience.h"
#include "diag/ids/security.h"
#include "services/advising.h"
#include "services/elasticache/cache.h"

namespace btsinfra {
namespace {

void advise_security(const Component& component, const Cache& cache, const Advising& advising) {
  if (!cache.encrypted) {
    advising.diags
        .report(ids::NotEncrypted, advising.system.at(component, "encrypted"),
                "what `{}` writes to disks and snapshots is not encrypted", component.label())
        .help("leave `encrypted` out; it can be set for a new cache only");
  }
  if (cache.transit_encryption != TransitEncryption::Required) {
    advising.diags
        .report(ids::PlainConnections, advising.system.at(component, "transit_encryption"),
                "`{}` takes connections without TLS, which everybody on the way can read",
                component.label())
        .help("write `required` once all clients connect with rediss://");
  }
}

void advise_nodes(const Component& component, const Cache& cache, const Advising& advising) {
  if (cache.replicas == 0) {
    advising.diags
        .report(ids::SingleNodeCache, advising.system.at(component, "replicas"),
                "`{}` has one node, and is empty when that is replaced", component.label())
        .help("leave `replicas` out: one replica in another zone takes over then");
    return;
  }
  if (!fails_over(cache)) {
    advising.diags
        .report(ids::NoAutomaticFailover, advising.system.at(component, "automatic_failover"),
                "`{}` has a replica that does not take over by itself", component.label())
        .help("leave `automatic_failover` out");
  }
  const bool one_zone = !cache.zones.empty() && std::all_of(cache.zones.begin(), cache.zones.end(),
                                                            [&](const std::string& zone) {
                                                              return zone == cache.zones.front();
                                                            });
  if (one_zone) {
    advising.diags
        .report(ids::NodesInOneZone, advising.system.at(component, "zones"),
                "all nodes of `{}` stand in zone {}, and fail with it", component.label(),
                cache.zones.front())
        .help("name another zone for the replica, or leave `zones` out");
  }
}

}  // namespace

void CacheKind::advise(const Component& component, const Advising& advising) const {
  const auto& cache = component.as<Cache>();
  advise_security(component, cache, advising);
  advise_nodes(component, cache, advising);
  if (cache.snapshots == 0) {
    advising.diags
        .report(ids::NoBackups, advising.system.at(component, "snapshots"),
                "nothing of `{}` is kept that it could be restored from", component.label())
        .help("leave `snapshots` out: the last day's is kept then");
  }
  advise_own_tier(component, advising);
}

}  // namespace btsinfra
