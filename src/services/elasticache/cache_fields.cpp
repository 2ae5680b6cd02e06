// The field table of caches. Bounds are of the ElastiCache API reference (CreateReplicationGroup).
#include "btsinfra/services/cache.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<CacheEngine>();
template <>
const Type& type_of<TransitEncryption>();

namespace {

struct EngineNames {
  static constexpr std::string_view names[] = {"valkey", "redis"};
};
struct TransitNames {
  static constexpr std::string_view names[] = {"required", "preferred", "none"};
};

constexpr Field cache_fields[] = {
    field<&Cache::id>("id",
                      "Name of the replication group in ElastiCache, unique in its region. Another "
                      "one means another, empty cache.")
        .without("chosen by CloudFormation"),
    field<&Cache::engine>("engine", "What runs on it."),
    field<&Cache::version>("version", "Version of the engine, as `\"8.1\"`.")
        .without("8.1 of Valkey, 7.1 of Redis"),
    field<&Cache::node>("node", "Node type, as `cache.t4g.micro`.").means(Meaning::InstanceClass),
    field<&Cache::replicas>("replicas", "Copies beside the primary, which can be read from.")
        .within(0, 5),
    field<&Cache::zones>("zones",
                         "Letter of a zone for each node, the primary's first. Other ones mean "
                         "another, empty cache.")
        .within(0, 6)
        .without("chosen by ElastiCache"),
    field<&Cache::automatic_failover>("automatic_failover",
                                      "Whether a replica takes over when the primary is lost.")
        .without("on where there is a replica"),
    field<&Cache::subnets>("subnets", "The tier it stands in.").required(),
    field<&Cache::allow>("allow", "Who may connect. Without ports: to the port it serves.")
        .no_order(),
    field<&Cache::port>("port", "Port on which it serves.").within(1, 65535),
    field<&Cache::transit_encryption>(
        "transit_encryption",
        "TLS on connections: `required`; `preferred`, with plain ones "
        "beside, while clients change over; `none`."),
    field<&Cache::encrypted>("encrypted",
                             "Whether what lies on disk is encrypted; settled for ever."),
    field<&Cache::key>("key",
                       "ARN, id or alias of the KMS key for that, from the same region; settled "
                       "for ever.")
        .means(Meaning::EncryptionKey)
        .without("ElastiCache's own key"),
    field<&Cache::snapshots>("snapshots", "How long daily snapshots are kept; 0: none are made.")
        .unit("days")
        .within(0, 35),
    field<&Cache::snapshot_window>(
        "snapshot_window", "When snapshots are made, in UTC: `18:00-19:00`, an hour or more.")
        .without("chosen by ElastiCache"),
    field<&Cache::maintenance_window>("maintenance_window",
                                      "When ElastiCache may change the nodes, in UTC: "
                                      "`sun:19:00-sun:20:00`, an hour or more.")
        .without("chosen by ElastiCache"),
    field<&Cache::minor_upgrades>("minor_upgrades",
                                  "Let ElastiCache install new minor versions in the maintenance "
                                  "window."),
    field<&Cache::settings>("settings", "Parameters of the engine, by name, as `maxmemory-policy`.")
        .without("ElastiCache's defaults"),
    field<&Cache::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<CacheEngine>() {
  static const Type type = describe_choice<CacheEngine, EngineNames>("engine");
  return type;
}

template <>
const Type& type_of<TransitEncryption>() {
  static const Type type =
      describe_choice<TransitEncryption, TransitNames>("encryption in transit");
  return type;
}

template <>
const Type& type_of<Cache>() {
  static const Type type =
      record<Cache>("a cache", "A replication group with what belongs to it.", cache_fields);
  return type;
}

}  // namespace btsinfra::fields
