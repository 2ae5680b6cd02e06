// Read replicas: what they have from their source, what they may say, and what becomes of them
// when they are promoted.
#include "services/kind.h"
#include "stages/lower/lower.h"
#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

using Ids = std::vector<std::string>;

const std::string virginia_network = R"(
network:
  cidr: 172.16.0.0/16
  zones: [a, c]
  nat: none
  subnets:
    private: {access: isolated, cidrs: [172.16.2.0/24, 172.16.3.0/24]}
)";

std::string seoul(const std::string& databases) {
  return R"(
blueprint: 1
system: demo
region: ap-northeast-2
parameters:
  Connections: {type: string, default: "200"}
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  nat: none
  subnets:
    private: {access: isolated, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
    other: {access: isolated, cidrs: [10.0.5.0/24, 10.0.7.0/24]}
keys:
  data: {}
databases:
)" + databases;
}

std::string virginia(const std::string& replica, const std::string& more = "") {
  return "blueprint: 1\nsystem: demo\nregion: us-east-1\n" + virginia_network +
         "keys: {data: {}, other: {}}\ndatabases:\n  replica: {subnets: private, " + replica +
         "}\n" + more;
}

const std::string mysql = "engine: mysql, version: \"8.4\", subnets: private";
const std::string source = "  main: {" + mysql +
                           ", identifier: bts-rds-db, database: BTS, user: BTS_admin, port: 3307, "
                           "settings: {max_connections: \"200\", slow_query_log: \"1\"}}\n";
const std::string replica = "replica_of: seoul.databases.main, key: \"${{ keys.data.arn }}\"";

Compiled both(const std::string& in_seoul, const std::string& in_virginia) {
  return compile_files({{"seoul.yaml", in_seoul}, {"virginia.yaml", in_virginia}});
}

std::string property(const Lowered& lowered, const char* logical_id, const char* name) {
  for (const LoweredResource& one : lowered.resources) {
    if (one.resource.logical_id != logical_id) continue;
    const cfn::Value* value = one.resource.properties.find(name);
    return value == nullptr ? "no property" : rendered(*value);
  }
  return "no resource";
}

ResolvedSystem& resolved(Compiled& compiled) {
  return *compiled.result.systems.front().resolution.system;
}

const Component& named(const ResolvedSystem& system, const std::string& name) {
  for (const Component& component : system.components()) {
    if (component.label() == "databases." + name) return component;
  }
  FAIL("no database " << name);
  return system.components().front();
}

std::string ids_of(const Diagnostics& diags) {
  std::string ids;
  for (const Diagnostic& one : diags.sorted()) ids += (ids.empty() ? "" : " ") + id_text(one.id);
  return ids;
}

// What entering `after` from `before` reports about virginia's replica.
std::string transition(const std::string& before, const std::string& after) {
  Compiled left = both(seoul(source), virginia(before));
  Compiled entered = both(seoul(source), virginia(after));
  INFO(before << " -> " << after << "\n" << text(left) << text(entered));
  CHECK(left.diagnostics.empty());
  CHECK(entered.diagnostics.empty());
  Diagnostics diags;
  const Component& was = named(resolved(left), "replica");
  const Component& is = named(resolved(entered), "replica");
  was.kind->check_transition(was, resolved(left), is, resolved(entered), diags);
  return ids_of(diags);
}

}  // namespace

TEST_CASE("a replica in another region says what CloudFormation admits beside a source") {
  const Compiled compiled =
      both(seoul(source), virginia(replica + ", backups: 14, multi_az: true"));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  const auto is = [&](const char* name) {
    return property(compiled.lowered, "ReplicaDatabase", name);
  };
  CHECK(is("SourceDBInstanceIdentifier") == "<MainDatabase.DBInstanceArn>");
  CHECK(is("SourceRegion") == R"("ap-northeast-2")");
  CHECK(is("KmsKeyId") == "<DataKey.Arn>");
  CHECK(is("MultiAZ") == "true");
  CHECK(is("Port") == R"("3307")");
  CHECK(is("DBSubnetGroupName") == "<ReplicaDatabaseSubnetGroup>");
  CHECK(is("VPCSecurityGroups") == "[<ReplicaDatabaseSecurityGroup>]");
  CHECK(is("DBParameterGroupName") == "<ReplicaDatabaseParameterGroup>");
  for (const char* forbidden :
       {"Engine", "EngineVersion", "EngineLifecycleSupport", "MasterUsername", "MasterUserPassword",
        "ManageMasterUserPassword", "StorageEncrypted", "DBName", "AllocatedStorage",
        "BackupRetentionPeriod", "PreferredBackupWindow", "AllowMajorVersionUpgrade"}) {
    INFO(forbidden);
    CHECK(is(forbidden) == "no property");
  }
  CHECK(property(compiled.lowered, "ReplicaDatabaseParameterGroup", "Family") == R"("mysql8.4")");
}

TEST_CASE("a replica in the region of its source names it and needs no key") {
  const Compiled compiled =
      compile_yaml(seoul(source + "  reports: {replica_of: main, subnets: private}\n"));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled.lowered, "ReportsDatabase", "SourceDBInstanceIdentifier") ==
        "<MainDatabase>");
  CHECK(property(compiled.lowered, "ReportsDatabase", "SourceRegion") == "no property");
  CHECK(property(compiled.lowered, "ReportsDatabase", "KmsKeyId") == "no property");
}

TEST_CASE("a replica has the settings of its source, its own on top") {
  const Compiled compiled =
      both(seoul(source), virginia(replica + ", settings: {max_connections: \"300\"}"));
  INFO(text(compiled));
  CHECK(property(compiled.lowered, "ReplicaDatabaseParameterGroup", "Parameters") ==
        R"({"max_connections": "300", "require_secure_transport": "1", "slow_query_log": "1"})");
}

TEST_CASE("a replica has its secret from the first day, and its users from its source") {
  const std::string use = R"(autoscaling:
  web:
    subnets: private
    reads: [databases.replica]
    user_data: |
      #!/bin/bash
      connect ${{ databases.replica.user }} ${{ databases.replica.name }} ${{ databases.replica.port }} ${{ databases.replica.secret_arn }}
)";
  const Compiled following = both(seoul(source), virginia(replica, use));
  const Compiled promoted = both(seoul(source), virginia(replica + ", promoted: true", use));
  INFO(text(following) << text(promoted));
  REQUIRE(found_ids(following).empty());
  REQUIRE(found_ids(promoted).empty());
  for (const char* name : {"GenerateSecretString", "Description", "Tags"}) {
    CHECK(property(following.lowered, "ReplicaDatabaseSecret", name) ==
          property(promoted.lowered, "ReplicaDatabaseSecret", name));
  }
  CHECK(property(following.lowered, "ReplicaDatabaseSecret", "GenerateSecretString")
            .find(R"(\"BTS_admin\")") != std::string::npos);
  CHECK(property(following.lowered, "ReplicaDatabaseSecretAttachment", "TargetId") ==
        "<ReplicaDatabase>");
  const auto used = [](const Compiled& compiled) {
    return property(compiled.lowered, "WebLaunchTemplate", "LaunchTemplateData") +
           property(compiled.lowered, "WebInstanceRole", "Policies");
  };
  CHECK(used(following).find(R"(connect ", "BTS_admin", " ", "BTS", " ", 3307, " ", <)") !=
        std::string::npos);
  CHECK(used(following).find("<MainDatabaseSecret>") != std::string::npos);
  CHECK(used(following).find("<ReplicaDatabaseSecret>") == std::string::npos);
  CHECK(used(promoted).find("<ReplicaDatabaseSecret>") != std::string::npos);
  CHECK(used(promoted).find("<MainDatabaseSecret>") == std::string::npos);
}

TEST_CASE("promotion takes the source away, brings backups and a password, and nothing else") {
  const std::string words = replica + ", backup_window: \"18:00-18:30\"";
  const Compiled following = both(seoul(source), virginia(words));
  const Compiled promoted = both(seoul(source), virginia(words + ", promoted: true"));
  INFO(text(following) << text(promoted));
  REQUIRE(found_ids(promoted).empty());
  const cfn::Map was = find(following, "ReplicaDatabase")->properties;
  cfn::Map is = find(promoted, "ReplicaDatabase")->properties;
  CHECK(is.find("SourceDBInstanceIdentifier") == nullptr);
  CHECK(rendered(*is.find("SourceRegion")) == R"("ap-northeast-2")");
  CHECK(rendered(*is.find("MasterUserPassword")).find("<ReplicaDatabaseSecret>") !=
        std::string::npos);
  CHECK(rendered(*is.find("BackupRetentionPeriod")) == "7");
  CHECK(rendered(*is.find("PreferredBackupWindow")) == R"("18:00-18:30")");
  for (const char* brought :
       {"MasterUserPassword", "BackupRetentionPeriod", "PreferredBackupWindow"}) {
    CHECK(is.erase(brought));
  }
  cfn::Map stays = was;
  CHECK(stays.erase("SourceDBInstanceIdentifier"));
  CHECK(is == stays);
  // Nothing of the stack but the instance changes.
  REQUIRE(following.lowered.resources.size() == promoted.lowered.resources.size());
  std::size_t changed = 0;
  for (std::size_t i = 0; i < following.lowered.resources.size(); ++i) {
    const cfn::Resource& before = following.lowered.resources[i].resource;
    const cfn::Resource& now = promoted.lowered.resources[i].resource;
    REQUIRE(now.logical_id == before.logical_id);
    if (!(now.properties == before.properties)) ++changed;
  }
  CHECK(changed == 1);
}

TEST_CASE("a promoted replica may be upgraded and grow") {
  const Compiled compiled =
      both(seoul(source), virginia(replica + ", promoted: true, version: \"8.4.9\", storage: 40, "
                                             "major_upgrades: true"));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled.lowered, "ReplicaDatabase", "EngineVersion") == R"("8.4.9")");
  CHECK(property(compiled.lowered, "ReplicaDatabase", "AllocatedStorage") == R"("40")");
  CHECK(property(compiled.lowered, "ReplicaDatabase", "Engine") == "no property");
}

TEST_CASE("a promoted replica outlives the description of its source") {
  const Compiled compiled = compile_files(
      {{"virginia.yaml",
        virginia("source_region: ap-northeast-2, promoted: true, engine: mysql, version: \"8.4\", "
                 "user: BTS_admin, key: \"${{ keys.data.arn }}\"")}});
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled.lowered, "ReplicaDatabase", "SourceRegion") == R"("ap-northeast-2")");
  CHECK(property(compiled.lowered, "ReplicaDatabase", "Engine") == "no property");
  CHECK(property(compiled.lowered, "ReplicaDatabase", "MasterUsername") == "no property");
  CHECK(property(compiled.lowered, "ReplicaDatabase", "StorageEncrypted") == "no property");
}

TEST_CASE("what was promoted can be replicated back") {
  const Compiled compiled =
      both(seoul(source + "  returned: {replica_of: virginia.databases.replica, subnets: private, "
                          "key: \"${{ keys.data.arn }}\"}\n"),
           virginia(replica + ", promoted: true"));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled.lowered, "ReturnedDatabase", "SourceDBInstanceIdentifier") ==
        "<ReplicaDatabase.DBInstanceArn>");
  CHECK(property(compiled.lowered, "ReturnedDatabase", "SourceRegion") == R"("us-east-1")");
  CHECK(property(compiled.lowered, "ReturnedDatabase", "Port") == R"("3307")");
  CHECK(property(compiled.lowered, "ReturnedDatabaseSecret", "GenerateSecretString")
            .find(R"(\"BTS_admin\")") != std::string::npos);
}

TEST_CASE("what a replica and its source must be") {
  struct Case {
    std::string main;
    std::string replica;
    Ids found;
  };
  const std::string key = ", key: \"${{ keys.data.arn }}\"";
  const Case cases[] = {
      {mysql, replica, {}},
      {mysql, "replica_of: seoul.databases.main", {"BTS3722"}},
      {mysql, "replica_of: seoul.databases.main, promoted: true", {"BTS3722"}},
      {mysql + ", encrypted: false", "replica_of: seoul.databases.main", {}},
      {mysql + ", encrypted: false", replica, {"BTS3722"}},
      {mysql, "replica_of: seoul.databases.main, key: \"${{ seoul.keys.data.arn }}\"", {"BTS3169"}},
      {mysql + ", managed_password: true", replica, {"BTS3723"}},
      {mysql + ", managed_password: true", replica + ", promoted: true", {}},
      {mysql + ", backups: 0", replica, {"BTS3724"}},
      {mysql + ", backups: 0", replica + ", promoted: true", {}},
      {mysql + ", settings: {max_connections: \"${{ parameters.Connections }}\"}",
       replica,
       {"BTS3727"}},
      {mysql + ", settings: {max_connections: \"${{ parameters.Connections }}\"}",
       replica + ", settings: {max_connections: \"300\"}",
       {}},
      {mysql, replica + ", engine: mysql", {"BTS3721"}},
      {mysql, replica + ", version: \"8.4\"", {"BTS3721"}},
      {mysql, replica + ", storage: 20", {"BTS3721"}},
      {mysql, replica + ", database: BTS", {"BTS3721"}},
      {mysql, replica + ", user: dbadmin, promoted: true", {"BTS3721"}},
      {mysql, replica + ", managed_password: true", {"BTS3721"}},
      {mysql, replica + ", encrypted: false", {"BTS3721"}},
      {mysql, replica + ", source_region: ap-northeast-2", {"BTS3728"}},
      {mysql, mysql + ", promoted: true", {"BTS3728"}},
      {mysql, mysql + ", source_region: ap-northeast-2", {"BTS3728"}},
      {mysql, "source_region: ap-northeast-2, promoted: true", {"BTS1025", "BTS1025"}},
      {mysql, "replica_of: main", {"BTS2002"}},
      // Judged where it stands.
      {mysql, replica + ", instance: db.t2.micro", {"BTS3164"}},
      {mysql, replica + ", instance: db.m8gd.large", {}},
      {mysql, replica + ", identifier: BTS_DB", {"BTS3150"}},
      {mysql, replica + ", logs: [postgresql]", {"BTS3163"}},
      // Judged at the source, once.
      {"engine: mysql, version: \"5.6\", subnets: private", replica, {"BTS3166"}},
      {mysql + ", user: rdsadmin", replica, {"BTS3156"}},
  };
  for (const Case& one : cases) {
    std::string there = one.replica;
    if (const auto at = there.find(", subnets: private"); at != std::string::npos)
      there.erase(at, 18);
    const Compiled compiled = both(seoul("  main: {" + one.main + "}\n"), virginia(there));
    INFO(one.main << " <- " << there);
    INFO(text(compiled));
    CHECK(found_ids(compiled) == one.found);
  }
}

TEST_CASE("only the database itself can be replicated") {
  CHECK(found_ids(compile_yaml(seoul(
            source + "  reports: {replica_of: main, subnets: private}\n"
                     "  archive: {replica_of: reports, subnets: private}\n"))) == Ids{"BTS3725"});
  CHECK(found_ids(compile_yaml(
            seoul(source + "  reports: {replica_of: main, subnets: private, promoted: true}\n"
                           "  archive: {replica_of: reports, subnets: private}\n"))) == Ids{});
  CHECK(found_ids(compile_yaml(seoul("  main: {replica_of: reports, subnets: private}\n"
                                     "  reports: {replica_of: main, subnets: private}\n"))) ==
        Ids{"BTS3725", "BTS3725"});
  CHECK(found_ids(compile_yaml(seoul("  main: {replica_of: reports, subnets: private}\n"
                                     "  reports: {replica_of: main, subnets: private, "
                                     "promoted: true}\n"))) == Ids{"BTS3725"});
  CHECK(found_ids(compile_yaml(seoul("  main: {replica_of: main, subnets: private, "
                                     "promoted: true}\n"))) == Ids{"BTS3725"});
  std::string many = source;
  for (char c = 'a'; c <= 'o'; ++c) {
    many += std::string("  r") + c + ": {replica_of: main, subnets: private}\n";
  }
  CHECK(found_ids(compile_yaml(seoul(many))) == Ids{});
  CHECK(found_ids(compile_yaml(seoul(many + "  rp: {replica_of: main, subnets: private}\n"))) ==
        Ids{"BTS3726"});
}

TEST_CASE("a replica of what is lost must be promoted, and a promoted one needs nothing of it") {
  const auto losing_seoul = [](const std::string& words, Lowered& lowered) {
    Compiled compiled = both(seoul(source), virginia(words));
    CHECK(compiled.diagnostics.empty());
    ResolvedSystem& system = resolved(compiled);
    system.mark_lost(system.find(0, "databases", "main") != nullptr ? 0 : 1);
    const Component& one = named(system, "replica");
    Diagnostics diags;
    one.kind->check(one, system, diags);
    lowered = lower(system, {}, diags);
    return ids_of(diags);
  };
  Lowered lowered;
  CHECK(losing_seoul(replica, lowered) == "BTS3720");
  CHECK(losing_seoul(replica + ", promoted: true", lowered).empty());
  for (const LoweredResource& resource : lowered.resources) {
    const std::string shown = rendered(resource.resource.properties);
    CHECK(shown.find("MainDatabase") == std::string::npos);
  }
  CHECK(property(lowered, "ReplicaDatabase", "SourceRegion") == R"("ap-northeast-2")");
  CHECK(property(lowered, "ReplicaDatabase", "Port") == R"("3307")");
  CHECK(property(lowered, "ReplicaDatabaseParameterGroup", "Parameters").find("slow_query_log") !=
        std::string::npos);
}

TEST_CASE("between two states a database stays the instance that it is") {
  const std::string promoted = replica + ", promoted: true";
  const std::string alone = "engine: mysql, version: \"8.4\", key: \"${{ keys.data.arn }}\"";
  CHECK(transition(replica, replica).empty());
  CHECK(transition(replica, promoted).empty());
  CHECK(transition(promoted, promoted + ", instance: db.t3.large").empty());
  CHECK(transition(replica, promoted + ", backups: 14, allow: [203.0.113.0/24]").empty());
  CHECK(transition(promoted,
                   "source_region: ap-northeast-2, promoted: true, engine: mysql, "
                   "version: \"8.4\", user: BTS_admin, database: BTS, port: 3307, "
                   "key: \"${{ virginia.keys.data.arn }}\"")
            .empty());

  CHECK(transition(promoted, replica) == "BTS3740");
  CHECK(transition(alone, replica) == "BTS3740");
  CHECK(transition(alone, promoted) == "BTS3740");
  CHECK(transition(replica, alone) == "BTS3740");
  CHECK(transition(promoted,
                   "source_region: us-west-2, promoted: true, engine: mysql, "
                   "version: \"8.4\", key: \"${{ keys.data.arn }}\"") == "BTS3741");

  CHECK(transition(alone, alone + ", user: other") == "BTS3742");
  CHECK(transition(alone, alone + ", user: dbadmin").empty());
  CHECK(transition(alone, alone + ", database: other") == "BTS3742");
  CHECK(transition(replica,
                   "replica_of: seoul.databases.main, promoted: true, "
                   "key: \"${{ keys.other.arn }}\"") == "BTS3742");
  CHECK(transition(alone, "engine: postgres, version: \"17\", key: \"${{ keys.data.arn }}\"") ==
        "BTS3742");

  CHECK(transition(replica, promoted + ", instance: db.t3.large") == "BTS3743");
  CHECK(transition(replica, promoted + ", settings: {max_connections: \"300\"}") == "BTS3743");
}
