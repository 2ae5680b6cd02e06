// AWS facts this rests on:
// - A replication group without cluster mode has one shard: a primary and up to five replicas.
//   NumCacheClusters counts them all; failover needs two, and MultiAZEnabled two zones as well.
// - PreferredCacheClusterAZs has exactly one entry for each node, the primary's first, and cannot
// be
//   changed afterwards.
// - The primary's address stays when a replica takes over; a node's own address turns read-only.
// - TransitEncryptionEnabled must be spelled out for Valkey. TransitEncryptionMode exists since
// Redis
//   7; a new group may begin with either mode, a running one goes from none by way of `preferred`.
// - Nodes of r6gd keep a part of their data on SSDs, and must be made with data tiering.
// - Without CacheParameterGroupName a group follows the default one of its version.
// - Snapshot is a deletion policy of replication groups: a deleted or replaced one leaves a last
//   snapshot.
#include <set>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/cache.h"
#include "btsinfra/services/common.h"

#include "services/ec2/instance.h"
#include "services/ec2/security_group.h"
#include "services/elasticache/cache.h"
#include "services/elasticache/cache_facts.h"
#include "services/lowering.h"
#include "services/names.h"

namespace btsinfra {
namespace {

// One cache on its way into resources.
struct Subject {
  const Component& component;
  const Cache& cache;
  Lowering& lowering;
  Layer layer;
  std::string id;

  [[nodiscard]] cfn::List tags() const {
    return lowering.tags(component, cache.options.tags, lowering.default_name(component));
  }
  [[nodiscard]] const Component& tier() const {
    return *lowering.system().target(component, cache.subnets.target(), "subnets");
  }
};

void lower_subnet_group(const Subject& subject) {
  subject.lowering
      .add(subject.component, subject.layer, subject.id + "SubnetGroup",
           "AWS::ElastiCache::SubnetGroup")
      .properties = cfn::Map{{"Description", "Subnets of " + subject.component.label()},
                             {"SubnetIds", subject.lowering.subnet_ids(subject.tier())},
                             {"Tags", subject.tags()}};
}

// The family of a version that is newer than the data follows the form of the others.
std::string family_of(const Cache& cache) {
  const std::string version = version_of(cache);
  const CacheRelease* release = find_release(cache.engine, version);
  if (release != nullptr) return std::string(release->family);
  return std::string(engine_name(cache.engine)) + version.substr(0, version.find('.'));
}

void lower_parameter_group(const Subject& subject) {
  cfn::Map parameters;
  for (const auto& [name, value] : subject.cache.settings) {
    parameters.set(name, subject.lowering.late(subject.component, value));
  }
  subject.lowering
      .add(subject.component, subject.layer, subject.id + "ParameterGroup",
           "AWS::ElastiCache::ParameterGroup")
      .properties = cfn::Map{{"Description", "Settings of " + subject.component.label()},
                             {"CacheParameterGroupFamily", family_of(subject.cache)},
                             {"Properties", std::move(parameters)},
                             {"Tags", subject.tags()}};
}

// ---- the replication group ---------------------------------------------------------------------

// Whether the nodes stand in two zones or more, as far as it is settled here.
bool spans_zones(const Subject& subject) {
  const Cache& cache = subject.cache;
  if (cache.replicas == 0) return false;
  if (cache.zones.empty()) {
    return subject.lowering.system().blueprint(subject.tier()).network->zones.size() > 1;
  }
  return std::set<std::string>(cache.zones.begin(), cache.zones.end()).size() > 1;
}

void set_engine(const Subject& subject, cfn::Map& properties) {
  const Cache& cache = subject.cache;
  properties.set("Engine", engine_name(cache.engine));
  properties.set("EngineVersion", version_of(cache));
  properties.set("AutoMinorVersionUpgrade", cache.minor_upgrades);
  properties.set("CacheNodeType", subject.lowering.late(subject.component, cache.node));
  const std::string* node = cache.node.literal();
  if (node != nullptr && has_data_tiering(*node)) properties.set("DataTieringEnabled", true);
}

void set_nodes(const Subject& subject, cfn::Map& properties) {
  const Cache& cache = subject.cache;
  const bool failover = fails_over(cache);
  properties.set("NumCacheClusters", cache.replicas + 1);
  properties.set("AutomaticFailoverEnabled", failover);
  properties.set("MultiAZEnabled", failover && spans_zones(subject));
  if (cache.zones.empty()) return;
  cfn::List zones;
  for (const std::string& zone : cache.zones) zones.push_back(cfn::sub("${AWS::Region}" + zone));
  properties.set("PreferredCacheClusterAZs", std::move(zones));
}

void set_encryption(const Subject& subject, cfn::Map& properties) {
  const Cache& cache = subject.cache;
  const bool encrypted = cache.transit_encryption != TransitEncryption::None;
  const CacheRelease* release = find_release(cache.engine, version_of(cache));
  properties.set("TransitEncryptionEnabled", encrypted);
  if (encrypted && (release == nullptr || release->has_transit_mode)) {
    const bool required = cache.transit_encryption == TransitEncryption::Required;
    properties.set("TransitEncryptionMode", required ? "required" : "preferred");
  }
  properties.set("AtRestEncryptionEnabled", cache.encrypted);
  if (cache.key) {
    properties.set("KmsKeyId", subject.lowering.late(subject.component, *cache.key));
  }
}

void set_care(const Subject& subject, cfn::Map& properties) {
  const Cache& cache = subject.cache;
  properties.set("SnapshotRetentionLimit", cache.snapshots);
  if (!cache.snapshot_window.empty()) properties.set("SnapshotWindow", cache.snapshot_window);
  if (!cache.maintenance_window.empty()) {
    properties.set("PreferredMaintenanceWindow", cache.maintenance_window);
  }
}

void lower_group(const Subject& subject, const cfn::Value& security_group) {
  const Cache& cache = subject.cache;
  const Component& component = subject.component;
  cfn::Map properties;
  if (!cache.id.empty()) properties.set("ReplicationGroupId", lower_case(cache.id));
  properties.set("ReplicationGroupDescription", component.label());
  set_engine(subject, properties);
  set_nodes(subject, properties);
  properties.set("CacheSubnetGroupName", Lowering::symbol(component, subject.id + "SubnetGroup"));
  properties.set("SecurityGroupIds", cfn::List{security_group});
  properties.set("Port", cache.port);
  if (!cache.settings.empty()) {
    properties.set("CacheParameterGroupName",
                   Lowering::symbol(component, subject.id + "ParameterGroup"));
  }
  set_encryption(subject, properties);
  set_care(subject, properties);
  properties.set("Tags", subject.tags());

  cfn::Resource& group = subject.lowering.add(component, subject.layer, subject.id,
                                              "AWS::ElastiCache::ReplicationGroup");
  group.deletion_policy = "Snapshot";
  group.update_replace_policy = "Snapshot";
  group.properties = std::move(properties);
}

}  // namespace

void CacheKind::lower(const Component& component, Lowering& lowering) const {
  const auto& cache = component.as<Cache>();
  const Subject subject{component, cache, lowering, cache.options.stack.value_or(Layer::Cache),
                        cache_id(component.name)};
  const cfn::Value group = lower_security_group(component, "cache", cache.options.tags, lowering);
  lower_subnet_group(subject);
  if (!cache.settings.empty()) lower_parameter_group(subject);
  lower_group(subject, group);
  const auto blueprint = static_cast<std::uint32_t>(component.blueprint);
  lowering.expose({blueprint, subject.id, "PrimaryEndPoint.Address"},
                  "Host of the primary of " + component.label());
}

}  // namespace btsinfra
