// Caches: 3200-3249.
#include "diag/ids/caches.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> caches() {
  static constexpr Entry entries[] = {
      {ids::CacheIdentifier, R"(`id` is the name of the replication group in ElastiCache and a part
of its host names: 1 to 40 Latin letters, digits and hyphens, a letter first, no hyphen
last, never two in a row (Amazon ElastiCache API Reference, CreateReplicationGroup). It
is kept in lower case.

Wrong:

    caches:
      sessions: {id: BTS_redis, …}

Right:

    caches:
      sessions: {id: bts-redis, …}

Another name later means another, empty cache. Without `id` CloudFormation chooses one.
)"},
      {ids::CacheFailover, R"(When the primary is lost, a replica takes its place. Without a
replica there is nothing to fail over to, and ElastiCache refuses the setting (Amazon
ElastiCache API Reference, CreateReplicationGroup: AutomaticFailoverEnabled).

Wrong:

    caches:
      sessions: {replicas: 0, automatic_failover: true, …}

Right:

    caches:
      sessions: {replicas: 1, …}

Left out, failover is on exactly where there is a replica.
)"},
      {ids::CacheZoneCount, R"(`zones` names a zone for each node: the primary's first, then one
for each replica, as many as there are nodes (Amazon ElastiCache API Reference,
CreateReplicationGroup: PreferredCacheClusterAZs). A zone may stand twice.

Wrong, with a primary and one replica:

    caches:
      sessions: {replicas: 1, zones: [a], …}

Right:

    caches:
      sessions: {replicas: 1, zones: [a, c], …}

The list cannot be changed on a running cache; leave it out where the place does not matter.
)"},
      {ids::CacheZone, R"(A node can stand only in a zone in which the network has subnets. A zone
is written as its letter; the region comes from the blueprint.

Wrong, with `zones: [a, c]` under `network`:

    caches:
      sessions: {zones: [a, b], …}

Right:

    caches:
      sessions: {zones: [a, c], …}
)"},
      {ids::CacheNodeType, R"(A node type reads `cache.<family>.<size>`, as `cache.t4g.micro`. Of
older generations (t1, t2, m1 to m3, r3, c1) no new nodes can be made (Amazon
ElastiCache User Guide, "Supported node types").

Wrong:

    caches:
      sessions: {node: cache.t2.micro, …}

Right:

    caches:
      sessions: {node: cache.t4g.micro, …}

The list of types here bears a date. Where ElastiCache has a newer one, set it with
`overrides`:

    overrides:
      SessionsCache: {Properties: {CacheNodeType: cache.m9g.large}}
)"},
      {ids::CacheVersion, R"(ElastiCache offers certain versions of each engine (Amazon ElastiCache
User Guide, "Supported engines and versions"). Redis ends there at 7.1; Valkey, its
open-source continuation, goes on and speaks the same protocol.

Wrong:

    caches:
      sessions: {engine: redis, version: "7.2", …}

Right:

    caches:
      sessions: {engine: valkey, version: "8.1", …}

A version is written in quotes, since YAML would take 8.1 for a number.
)"},
      {ids::CacheVersionUnknown, R"(The version is newer than the list that this compiler brings
along. It may well be right; nobody can tell offline.

    caches:
      sessions: {version: "9.9", …}

Ask AWS:

    aws elasticache describe-cache-engine-versions --engine valkey
)"},
      {ids::CacheOutOfSupport, R"(Redis 4 and 5 left standard support on 2026-01-31. AWS keeps them
running in Extended Support and charges for it by the hour (Amazon ElastiCache User
Guide, "Extended Support").

Worth a second look:

    caches:
      sessions: {engine: redis, version: "5.0.6", …}

Better:

    caches:
      sessions: {engine: valkey, …}

Clients of Redis 5 talk to Valkey and Redis 7 without change.
)"},
      {ids::CacheTransit, R"(With `transit_encryption: preferred` a cache takes encrypted and plain
connections at once, while clients change over. Redis has that since 7; before, TLS is
required or there is none (Amazon ElastiCache API Reference, TransitEncryptionMode).

Wrong:

    caches:
      sessions: {engine: redis, version: "6.2", transit_encryption: preferred, …}

Right:

    caches:
      sessions: {engine: redis, version: "7.1", transit_encryption: preferred, …}

Once all clients speak TLS, write `required`, or leave the field out.
)"},
      {ids::CacheClusterMode, R"(A cache here has one shard, which every client can talk to. In
cluster mode the data is spread over several, and clients must know how to follow: PHP's
session handler `redis`, for one, does not.

Wrong:

    caches:
      sessions:
        settings: {cluster-enabled: "yes"}

Right:

    caches:
      sessions:
        settings: {maxmemory-policy: allkeys-lru}

Who needs shards writes an AWS::ElastiCache::ReplicationGroup under `resources`.
)"},
      {ids::CacheTier, R"(Nodes of a cache have private addresses only, wherever they stand. In
public subnets they take up addresses, and a rule too many is all that separates them
from other hosts there.

Worth a second look:

    caches:
      sessions: {subnets: public}

Better:

    caches:
      sessions: {subnets: private}

The tier cannot be changed on a running cache.
)"},
      {ids::CacheOpen, R"(The cache would accept connections from every address. It has no password
of its own: whoever reaches it reads and writes everything in it.

Wrong:

    caches:
      sessions:
        allow: [internet]

Right:

    caches:
      sessions:
        allow: [autoscaling.web]

A component in the same network becomes a reference to its security group; an address block
or a parameter stands for clients elsewhere.
)"},
      {ids::CachePort, R"(A rule opens a port on which the cache does not serve: the clients that
it is meant for still cannot connect, or the rule is a left-over.

Wrong:

    caches:
      sessions:
        allow: [{from: autoscaling.web, ports: [6380]}]

Right:

    caches:
      sessions:
        allow: [autoscaling.web]

Without `ports` a rule opens the port that the cache serves, whatever it is.
)"},
      {ids::CacheKey, R"(A KMS key encrypts what a cache writes to disk; without encryption it has
nothing to do, and ElastiCache refuses the pair (Amazon ElastiCache API Reference,
CreateReplicationGroup: KmsKeyId).

Wrong:

    caches:
      sessions: {encrypted: false, key: alias/data, …}

Right:

    caches:
      sessions: {key: alias/data, …}

A key of another region is refused as well: KMS keys never leave theirs. An alias, as
`alias/data`, names the key of whatever region it stands in.

Encryption and key are settled when the cache is made and cannot be changed later.
)"},
      {ids::CacheWindow, R"(Windows are in UTC and an hour long or more. Snapshots are made daily,
`hh:mm-hh:mm`; maintenance is done weekly, `ddd:hh:mm-ddd:hh:mm` with days mon to sun
(Amazon ElastiCache API Reference, CreateReplicationGroup).

Wrong:

    caches:
      sessions: {snapshot_window: "18:00-18:30", …}

Right:

    caches:
      sessions: {snapshot_window: "18:00-19:00", …}

18:00 UTC is three in the morning in Seoul.
)"},
      {ids::CachePlain,
       R"(A cache with `transit_encryption: required`, the default, closes every connection that does
not begin with TLS. Clients tell by the address: `tls://` (or `rediss://`) for PHP and most
others; `tcp://` and `redis://` are without.

Wrong:

    environment: {SESSIONS: "tcp://${{ caches.sessions.address }}:6379"}

Right:

    environment: {SESSIONS: "${{ caches.sessions.url }}"}
)"},
      {ids::CacheSettled,
       R"(Port, encryption at rest, key and zones of a cache are settled when it is made.
For another value CloudFormation makes another cache before it deletes the old one, and an
`id` can be had only once in a region: the update fails (AWS CloudFormation reference,
AWS::ElastiCache::ReplicationGroup, "Update requires: Replacement"). Nor does ElastiCache
take subnets away from nodes that use them, so a cache never moves to another tier.

Wrong:

    caches:
      sessions: {id: bts-redis, port: 6379, subnets: private}
    scenarios:
      failover:
        set: {caches.sessions.port: 6380}

Right: leave it as it was, or add another cache beside it. A cache without `id` is replaced by
an empty one.
)"},
      {ids::CacheEmptied,
       R"(Port, encryption at rest, key and zones of a cache are settled when it is made. For
another value CloudFormation makes another cache and deletes the old one with all that is
in it (AWS CloudFormation reference, AWS::ElastiCache::ReplicationGroup, "Update
requires: Replacement"). Whoever is logged in has to log in again, and what the cache kept
off the database arrives there, just when the state changes.

Doubtful:

    caches:
      sessions: {zones: [a, c], …}
    scenarios:
      alone:
        set: {caches.sessions.zones: [c, a]}

Right: leave it as it was. If the primary has to be moved, fail over to the replica
(`aws elasticache test-failover`, or `modify-replication-group --primary-cluster-id`).
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
