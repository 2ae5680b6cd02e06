#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

using Ids = std::vector<std::string>;

std::string with_cache(const std::string& record, const std::string& more = "") {
  return R"(
blueprint: 1
system: demo
name: seoul
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
caches:
  sessions: {subnets: private)" +
         (record.empty() ? "" : ", " + record) + "}\n" + more;
}

std::string property(const Compiled& compiled, const char* logical_id, const char* name) {
  const cfn::Resource* resource = find(compiled, logical_id);
  if (resource == nullptr) return "no resource";
  const cfn::Value* value = resource->properties.find(name);
  return value == nullptr ? "no property" : rendered(*value);
}

struct Case {
  std::string record;
  Ids found;
};

void check_cases(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    const Compiled compiled = compile_yaml(with_cache(one.record));
    INFO(one.record);
    INFO(text(compiled));
    CHECK(found_ids(compiled) == one.found);
  }
}

std::string only_help(const Compiled& compiled) {
  return compiled.diagnostics.size() == 1 ? compiled.diagnostics.front().help : "";
}

}  // namespace

TEST_CASE("a cache is by default a pair over two zones, encrypted on all ways") {
  const Compiled compiled = compile_yaml(with_cache(""));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());

  const cfn::Resource* group = find(compiled, "SessionsCache");
  REQUIRE(group != nullptr);
  CHECK(group->type == "AWS::ElastiCache::ReplicationGroup");
  CHECK(group->deletion_policy == "Snapshot");
  CHECK(group->update_replace_policy == "Snapshot");
  CHECK(property(compiled, "SessionsCache", "Engine") == R"("valkey")");
  CHECK(property(compiled, "SessionsCache", "EngineVersion") == R"("8.1")");
  CHECK(property(compiled, "SessionsCache", "NumCacheClusters") == "2");
  CHECK(property(compiled, "SessionsCache", "AutomaticFailoverEnabled") == "true");
  CHECK(property(compiled, "SessionsCache", "MultiAZEnabled") == "true");
  CHECK(property(compiled, "SessionsCache", "TransitEncryptionEnabled") == "true");
  CHECK(property(compiled, "SessionsCache", "TransitEncryptionMode") == R"("required")");
  CHECK(property(compiled, "SessionsCache", "AtRestEncryptionEnabled") == "true");
  CHECK(property(compiled, "SessionsCache", "SnapshotRetentionLimit") == "1");
  CHECK(property(compiled, "SessionsCache", "CacheSubnetGroupName") ==
        "<SessionsCacheSubnetGroup>");
  CHECK(property(compiled, "SessionsCache", "SecurityGroupIds") ==
        "[<SessionsCacheSecurityGroup>]");
  CHECK(property(compiled, "SessionsCache", "ReplicationGroupId") == "no property");
  CHECK(property(compiled, "SessionsCache", "CacheParameterGroupName") == "no property");
  CHECK(property(compiled, "SessionsCache", "PreferredCacheClusterAZs") == "no property");
  CHECK(find(compiled, "SessionsCacheParameterGroup") == nullptr);
  CHECK(property(compiled, "SessionsCacheSubnetGroup", "SubnetIds") ==
        "[<PrivateSubnetA>, <PrivateSubnetC>]");
}

TEST_CASE("a cache is lowered as it is asked for") {
  const Compiled compiled = compile_yaml(
      with_cache("id: Sessions, engine: redis, version: \"7.1\", replicas: 1, zones: [a, c], "
                 "settings: {maxmemory-policy: allkeys-lru}, transit_encryption: preferred, "
                 "key: alias/data, node: cache.r6gd.xlarge, snapshots: 0, minor_upgrades: false, "
                 "snapshot_window: \"18:00-19:00\", maintenance_window: \"sun:19:00-sun:20:00\""));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "SessionsCache", "ReplicationGroupId") == R"("sessions")");
  CHECK(property(compiled, "SessionsCache", "PreferredCacheClusterAZs") ==
        R"([{"Fn::Sub": "${AWS::Region}a"}, {"Fn::Sub": "${AWS::Region}c"}])");
  CHECK(property(compiled, "SessionsCache", "MultiAZEnabled") == "true");
  CHECK(property(compiled, "SessionsCache", "DataTieringEnabled") == "true");
  CHECK(property(compiled, "SessionsCache", "TransitEncryptionMode") == R"("preferred")");
  CHECK(property(compiled, "SessionsCache", "KmsKeyId") == R"("alias/data")");
  CHECK(property(compiled, "SessionsCache", "CacheParameterGroupName") ==
        "<SessionsCacheParameterGroup>");
  CHECK(property(compiled, "SessionsCacheParameterGroup", "CacheParameterGroupFamily") ==
        R"("redis7")");
  CHECK(property(compiled, "SessionsCacheParameterGroup", "Properties") ==
        R"({"maxmemory-policy": "allkeys-lru"})");
}

TEST_CASE("failover and zones follow from the nodes") {
  const auto flags = [](const std::string& record) {
    const Compiled compiled = compile_yaml(with_cache(record));
    return property(compiled, "SessionsCache", "AutomaticFailoverEnabled") + " " +
           property(compiled, "SessionsCache", "MultiAZEnabled");
  };
  CHECK(flags("replicas: 0") == "false false");
  CHECK(flags("replicas: 1, zones: [a, a]") == "true false");
  CHECK(flags("replicas: 1, automatic_failover: false") == "false false");
  CHECK(flags("replicas: 2, zones: [a, c, a]") == "true true");
}

TEST_CASE("Redis before 7 has no mode of encryption to choose") {
  const Compiled compiled = compile_yaml(with_cache("engine: redis, version: \"6.2\""));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "SessionsCache", "TransitEncryptionEnabled") == "true");
  CHECK(property(compiled, "SessionsCache", "TransitEncryptionMode") == "no property");
}

TEST_CASE("the url says how to connect") {
  const auto data = [](const std::string& record) {
    const Compiled compiled = compile_yaml(with_cache(record + ", allow: [autoscaling.web]", R"(
autoscaling:
  web:
    subnets: private
    user_data: |
      #!/bin/bash
      SESSIONS="${{ caches.sessions.url }}" READ=${{ caches.sessions.reader_address }}
)"));
    return property(compiled, "WebLaunchTemplate", "LaunchTemplateData");
  };
  CHECK(data("port: 6380").find("tls://") != std::string::npos);
  CHECK(data("port: 6380").find(":6380") != std::string::npos);
  CHECK(data("port: 6380").find("<SessionsCache.PrimaryEndPoint.Address>") != std::string::npos);
  CHECK(data("port: 6380").find("<SessionsCache.ReaderEndPoint.Address>") != std::string::npos);
  CHECK(data("transit_encryption: preferred").find("tls://") != std::string::npos);
  CHECK(data("transit_encryption: none").find("tcp://") != std::string::npos);
}

TEST_CASE("what ElastiCache would refuse is found before") {
  check_cases({
      {"id: bts-sessions", {}},
      {"id: BTS_redis--x", {"BTS3200"}},
      {"id: " + std::string(41, 'a'), {"BTS3200"}},
      {"replicas: 0", {}},
      {"replicas: 0, automatic_failover: true", {"BTS3201"}},
      {"zones: [a]", {"BTS3202"}},
      {"zones: [a, c, a]", {"BTS3202"}},
      {"zones: [a, b]", {"BTS3203"}},
      {"node: cache.t3.micro", {}},
      {"node: cache.t2.micro", {"BTS3204"}},
      {"node: cache.m1.small", {"BTS3204"}},
      {"node: t3.micro", {"BTS3204"}},
      {"node: cache.t4g.mirco", {"BTS3204"}},
      {"version: \"7.2\"", {}},
      {"version: \"7.9\"", {"BTS3205"}},
      {"version: \"9.9\"", {"BTS3206"}},
      {"engine: redis, version: \"7.2\"", {"BTS3205"}},
      {"engine: redis, version: \"5.0.6\"", {"BTS3207"}},
      {"engine: redis, version: \"6.2\", transit_encryption: preferred", {"BTS3208"}},
      {"transit_encryption: preferred", {}},
      {"transit_encryption: none", {}},
      {"settings: {cluster-enabled: \"yes\"}", {"BTS3209"}},
      {"settings: {cluster-enabled: \"no\"}", {}},
      {"allow: [internet]", {"BTS3211"}},
      {"allow: [{from: 10.1.0.0/16, ports: [6380]}]", {"BTS3212"}},
      {"key: alias/data, encrypted: false", {"BTS3213"}},
      {"snapshot_window: \"18:00-18:30\"", {"BTS3214"}},
      {"maintenance_window: \"18:00-19:30\"", {"BTS3214"}},
  });
}

TEST_CASE("a cache in public subnets is worth a warning") {
  std::string yaml = with_cache("");
  yaml.replace(yaml.find("{subnets: private}"), 18, "{subnets: public}");
  CHECK(found_ids(compile_yaml(yaml)) == Ids{"BTS3210"});
}

TEST_CASE("a refused value comes with one that can be had") {
  CHECK(only_help(compile_yaml(with_cache("id: BTS_redis--x"))) == "write `bts-redis-x`");
  CHECK(only_help(compile_yaml(with_cache("node: cache.t2.micro"))) == "write `cache.t4g.micro`");
  CHECK(only_help(compile_yaml(with_cache("node: cache.m1.small"))) == "write `cache.m7g.large`");
  CHECK(only_help(compile_yaml(with_cache("node: t3.micro"))) == "did you mean `cache.t3.micro`?");
}
