#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

using Ids = std::vector<std::string>;

std::string with_database(const std::string& record, const std::string& more = "",
                          const std::string& region = "ap-northeast-2") {
  return R"(
blueprint: 1
system: demo
name: seoul
region: )" +
         region + R"(
parameters:
  AdminCidr: {type: cidr, default: 203.0.113.7/32}
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
databases:
  main: {subnets: private, )" +
         record + "}\n" + more;
}

const std::string mysql = "engine: mysql, version: \"8.4\"";

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
    const Compiled compiled = compile_yaml(with_database(one.record));
    INFO(one.record);
    INFO(text(compiled));
    CHECK(found_ids(compiled) == one.found);
  }
}

std::string only_help(const Compiled& compiled) {
  return compiled.diagnostics.size() == 1 ? compiled.diagnostics.front().help : "";
}

}  // namespace

TEST_CASE("a database comes with what belongs to it, and with safe defaults") {
  const Compiled compiled = compile_yaml(with_database(mysql + ", allow: [10.0.0.0/24]"));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());

  const cfn::Resource* instance = find(compiled, "MainDatabase");
  REQUIRE(instance != nullptr);
  CHECK(instance->type == "AWS::RDS::DBInstance");
  CHECK(instance->deletion_policy == "Snapshot");
  CHECK(instance->update_replace_policy == "Snapshot");
  CHECK(property(compiled, "MainDatabase", "Engine") == R"("mysql")");
  CHECK(property(compiled, "MainDatabase", "EngineVersion") == R"("8.4")");
  CHECK(property(compiled, "MainDatabase", "EngineLifecycleSupport") ==
        R"("open-source-rds-extended-support-disabled")");
  CHECK(property(compiled, "MainDatabase", "AllocatedStorage") == R"("20")");
  CHECK(property(compiled, "MainDatabase", "Port") == R"("3306")");
  CHECK(property(compiled, "MainDatabase", "PubliclyAccessible") == "false");
  CHECK(property(compiled, "MainDatabase", "StorageEncrypted") == "true");
  CHECK(property(compiled, "MainDatabase", "EnableIAMDatabaseAuthentication") == "true");
  CHECK(property(compiled, "MainDatabase", "BackupRetentionPeriod") == "7");
  CHECK(property(compiled, "MainDatabase", "CopyTagsToSnapshot") == "true");
  CHECK(property(compiled, "MainDatabase", "DeletionProtection") == "true");
  CHECK(property(compiled, "MainDatabase", "DBSubnetGroupName") == "<MainDatabaseSubnetGroup>");
  CHECK(property(compiled, "MainDatabase", "VPCSecurityGroups") == "[<MainDatabaseSecurityGroup>]");
  CHECK(property(compiled, "MainDatabase", "MonitoringRoleArn") ==
        "<MainDatabaseMonitoringRole.Arn>");
  CHECK(property(compiled, "MainDatabase", "DBInstanceIdentifier") == "no property");
  CHECK(property(compiled, "MainDatabase", "AvailabilityZone") == "no property");
  CHECK(property(compiled, "MainDatabaseSubnetGroup", "SubnetIds") ==
        "[<PrivateSubnetA>, <PrivateSubnetC>]");
  CHECK(property(compiled, "MainDatabaseParameterGroup", "Family") == R"("mysql8.4")");
  CHECK(property(compiled, "MainDatabaseParameterGroup", "Parameters") ==
        R"({"require_secure_transport": "1"})");
}

TEST_CASE("the password of a database stands in its secret and nowhere else") {
  const Compiled compiled = compile_yaml(with_database(mysql + ", user: BTS_admin"));
  REQUIRE(found_ids(compiled).empty());
  const cfn::Resource* secret = find(compiled, "MainDatabaseSecret");
  REQUIRE(secret != nullptr);
  CHECK(secret->deletion_policy == "RetainExceptOnCreate");
  CHECK(secret->update_replace_policy == "Retain");
  CHECK(
      property(compiled, "MainDatabaseSecret", "GenerateSecretString") ==
      R"({"SecretStringTemplate": "{\"username\":\"BTS_admin\"}", "GenerateStringKey": "password", )"
      R"("PasswordLength": 32, "ExcludePunctuation": true})");
  CHECK(property(compiled, "MainDatabase", "MasterUsername") == R"("BTS_admin")");
  CHECK(property(compiled, "MainDatabase", "MasterUserPassword") ==
        R"(<"{{resolve:secretsmanager:", <MainDatabaseSecret>, ":SecretString:password}}">)");
  CHECK(property(compiled, "MainDatabaseSecretAttachment", "TargetId") == "<MainDatabase>");

  const Compiled managed = compile_yaml(with_database(mysql + ", managed_password: true"));
  REQUIRE(found_ids(managed).empty());
  CHECK(find(managed, "MainDatabaseSecret") == nullptr);
  CHECK(find(managed, "MainDatabaseSecretAttachment") == nullptr);
  CHECK(property(managed, "MainDatabase", "ManageMasterUserPassword") == "true");
  CHECK(property(managed, "MainDatabase", "MasterUserPassword") == "no property");
}

TEST_CASE("a database is lowered as it is asked for") {
  const Compiled compiled = compile_yaml(with_database(
      "engine: postgres, version: \"17.9\", identifier: Main-DB, zone: c, port: 5433, "
      "monitoring: 0, stack: storage, minor_upgrades: false, major_upgrades: true, "
      "settings: {rds.force_ssl: \"0\", work_mem: \"8192\"}, key: alias/data, "
      "storage: 400, iops: 12000, throughput: 600, max_storage: 800, "
      "logs: [postgresql], backup_window: \"18:00-18:30\""));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "MainDatabase", "DBInstanceIdentifier") == R"("main-db")");
  CHECK(property(compiled, "MainDatabase", "AvailabilityZone") ==
        R"({"Fn::Sub": "${AWS::Region}c"})");
  CHECK(property(compiled, "MainDatabase", "Port") == R"("5433")");
  CHECK(property(compiled, "MainDatabase", "AutoMinorVersionUpgrade") == "false");
  CHECK(property(compiled, "MainDatabase", "AllowMajorVersionUpgrade") == "true");
  CHECK(property(compiled, "MainDatabase", "MonitoringInterval") == "0");
  CHECK(property(compiled, "MainDatabase", "MonitoringRoleArn") == "no property");
  CHECK(property(compiled, "MainDatabase", "KmsKeyId") == R"("alias/data")");
  CHECK(property(compiled, "MainDatabase", "Iops") == "12000");
  CHECK(property(compiled, "MainDatabase", "StorageThroughput") == "600");
  CHECK(property(compiled, "MainDatabase", "MaxAllocatedStorage") == "800");
  CHECK(property(compiled, "MainDatabase", "EnableCloudwatchLogsExports") == R"(["postgresql"])");
  CHECK(find(compiled, "MainDatabaseMonitoringRole") == nullptr);
  CHECK(property(compiled, "MainDatabaseParameterGroup", "Family") == R"("postgres17")");
  CHECK(property(compiled, "MainDatabaseParameterGroup", "Parameters") ==
        R"({"rds.force_ssl": "0", "work_mem": "8192"})");
  for (const LoweredResource& resource : compiled.lowered.resources) {
    if (resource.resource.logical_id == "MainDatabase") CHECK(resource.layer == Layer::Storage);
  }
}

TEST_CASE("only a major version is excused before linters that know full ones only") {
  const Compiled major = compile_yaml(with_database(mysql));
  CHECK(find(major, "MainDatabase")->metadata.find("cfn-lint") != nullptr);
  const Compiled full = compile_yaml(with_database("engine: mysql, version: \"8.4.9\""));
  CHECK(find(full, "MainDatabase")->metadata.find("cfn-lint") == nullptr);
}

TEST_CASE("MariaDB has no extended support to choose") {
  const Compiled compiled = compile_yaml(with_database("engine: mariadb, version: \"11.8\""));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "MainDatabase", "EngineLifecycleSupport") == "no property");
}

TEST_CASE("other components use a database's values") {
  const std::string group = R"(
autoscaling:
  web:
    subnets: private
    reads: [databases.main]
    user_data: |
      #!/bin/bash
      connect ${{ databases.main.endpoint }} ${{ databases.main.port }} ${{ databases.main.name }} ${{ databases.main.user }} ${{ databases.main.secret_arn }}
)";
  const Compiled compiled =
      compile_yaml(with_database(mysql + ", database: BTS, allow: [autoscaling.web]", group));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "MainDatabaseFromWebInstanceOn3306", "SourceSecurityGroupId") ==
        "<WebInstanceSecurityGroup>");
  const std::string data = property(compiled, "WebLaunchTemplate", "LaunchTemplateData");
  CHECK(data.find("<MainDatabase.Endpoint.Address>") != std::string::npos);
  CHECK(data.find("BTS") != std::string::npos);
  CHECK(data.find("dbadmin") != std::string::npos);
  CHECK(data.find("<MainDatabaseSecret>") != std::string::npos);
  const std::string role = property(compiled, "WebInstanceRole", "Policies");
  CHECK(role.find("secretsmanager:GetSecretValue") != std::string::npos);
  CHECK(role.find("<MainDatabaseSecret>") != std::string::npos);
}

TEST_CASE("a password is refused in user data, a name that is not there everywhere") {
  const auto using_value = [](const std::string& attribute) {
    return compile_yaml(with_database(mysql, R"(
autoscaling:
  web:
    subnets: private
    user_data: |
      #!/bin/bash
      connect ${{ databases.main.)" + attribute + " }}\n"));
  };
  CHECK(found_ids(using_value("password")) == Ids{"BTS2018"});
  CHECK(found_ids(using_value("name")) == Ids{"BTS2003"});
}

TEST_CASE("names are checked before RDS refuses them") {
  check_cases({
      {mysql + ", identifier: bts-rds-db", {}},
      {mysql + ", identifier: BTS_DB", {"BTS3150"}},
      {mysql + ", identifier: bts--db", {"BTS3150"}},
      {mysql + ", identifier: bts-", {"BTS3150"}},
      {mysql + ", identifier: 1bts", {"BTS3150"}},
      {mysql + ", identifier: " + std::string(64, 'a'), {"BTS3150"}},
      {mysql + ", database: BTS", {}},
      {mysql + ", database: bts_shop", {}},
      {mysql + ", database: bts-shop", {"BTS3155"}},
      {mysql + ", database: Table", {"BTS3155"}},
      {mysql + ", database: mysql", {"BTS3155"}},
      {mysql + ", database: rank", {"BTS3155"}},
      {"engine: mariadb, version: \"11.8\", database: rank", {}},
      {"engine: postgres, version: \"17\", database: db", {"BTS3155"}},
      {mysql + ", user: BTS_admin", {}},
      {mysql + ", user: admin", {}},
      {"engine: postgres, version: \"17\", user: admin", {"BTS3156"}},
      {"engine: postgres, version: \"17\", user: pg_owner", {"BTS3156"}},
      {"engine: postgres, version: \"17\", user: a_user_with_a_long_name", {}},
      {mysql + ", user: a_user_with_a_long_name", {"BTS3156"}},
      {mysql + ", user: bts-admin", {"BTS3156"}},
      {mysql + ", user: rdsadmin", {"BTS3156"}},
      {mysql + ", user: \"\"", {"BTS3156"}},
  });
}

TEST_CASE("a refused name comes with a legal one") {
  CHECK(only_help(compile_yaml(with_database(mysql + ", identifier: BTS_DB"))) == "write `bts-db`");
  CHECK(only_help(compile_yaml(with_database(mysql + ", identifier: 1_BTS--db-"))) ==
        "write `bts-db`");
  CHECK(only_help(compile_yaml(with_database(mysql + ", user: bts-admin"))) == "write `bts_admin`");
}

TEST_CASE("a database stands in zones of its network") {
  check_cases({
      {mysql + ", multi_az: true", {}},
      {mysql + ", zone: a", {}},
      {mysql + ", multi_az: true, zone: a", {"BTS3151"}},
      {mysql + ", zone: b", {"BTS3152"}},
      {mysql + ", zone: ap-northeast-2a", {"BTS3152"}},
  });
  const Compiled one_zone = compile_yaml(R"(
blueprint: 1
system: demo
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a]
  nat: none
  subnets:
    private: {access: private, cidrs: [10.0.1.0/24]}
databases:
  main: {engine: mysql, version: "8.4", subnets: private}
)");
  CHECK(found_ids(one_zone) == Ids{"BTS3153"});
}

TEST_CASE("public address and public subnets belong together") {
  const auto in = [](const std::string& record) {
    std::string yaml = with_database(record);
    yaml.replace(yaml.find("subnets: private, engine"), 16, "subnets: public ");
    return found_ids(compile_yaml(yaml));
  };
  CHECK(in(mysql) == Ids{"BTS3154"});
  CHECK(in(mysql + ", public: true") == Ids{});
  CHECK(found_ids(compile_yaml(with_database(mysql + ", public: true"))) == Ids{"BTS3154"});
}

TEST_CASE("a database is never open to everybody, nor on ports that it does not serve") {
  check_cases({
      {mysql + ", allow: [internet]", {"BTS3171"}},
      {mysql + ", allow: [0.0.0.0/0]", {"BTS3171"}},
      {mysql + ", allow: [parameters.AdminCidr]", {}},
      {mysql + ", allow: [{from: 10.0.1.0/24, ports: [3306]}]", {}},
      {mysql + ", allow: [{from: 10.1.0.0/16, ports: [2300]}]", {"BTS3172"}},
      {mysql + ", port: 3307, allow: [{from: 10.0.1.0/24, ports: [3306]}]", {"BTS3172"}},
  });
}

TEST_CASE("storage has the sizes of its type") {
  check_cases({
      {mysql + ", storage: 19", {"BTS3157"}},
      {mysql + ", storage: 20", {}},
      {mysql + ", storage: 5, storage_type: standard", {}},
      {mysql + ", storage: 4000, storage_type: standard", {"BTS3157"}},
      {mysql + ", storage: 99, storage_type: io2, iops: 3000", {"BTS3157"}},
      {mysql + ", storage: 100, storage_type: io2, iops: 3000", {}},
      {mysql + ", storage: 100, storage_type: io1", {"BTS3159"}},
      {mysql + ", max_storage: 20", {"BTS3158"}},
      {mysql + ", max_storage: 21", {}},
      {mysql + ", storage: 100, max_storage: 3073, storage_type: standard", {"BTS3158"}},
      {mysql + ", iops: 12000", {"BTS3159"}},
      {mysql + ", storage: 400, iops: 12000", {}},
      {mysql + ", storage: 400, storage_type: gp2, iops: 12000", {"BTS3159"}},
      {mysql + ", throughput: 500", {"BTS3159"}},
      {mysql + ", storage: 400, storage_type: io2, iops: 3000, throughput: 500", {"BTS3159"}},
      {mysql + ", key: alias/data, encrypted: false", {"BTS3169"}},
      {mysql + ", key: \"arn:aws:kms:ap-northeast-2:123456789012:key/1\"", {}},
      {mysql + ", key: \"arn:aws:kms:us-east-1:123456789012:key/1\"", {"BTS3169"}},
      {mysql + ", key: \"arn:aws:s3:::data\"", {"BTS3169"}},
  });
}

TEST_CASE("windows are in UTC, long enough and apart") {
  check_cases({
      {mysql + ", backup_window: \"18:00-18:30\"", {}},
      {mysql + ", backup_window: \"23:45-00:15\"", {}},
      {mysql + ", backup_window: \"18:00-18:29\"", {"BTS3160"}},
      {mysql + ", backup_window: \"18:00\"", {"BTS3160"}},
      {mysql + ", backup_window: \"18:00-24:30\"", {"BTS3160"}},
      {mysql + ", backup_window: \"18:00-18:00\"", {"BTS3160"}},
      {mysql + ", maintenance_window: \"sun:19:00-sun:19:30\"", {}},
      {mysql + ", maintenance_window: \"Sun:23:45-Mon:00:15\"", {}},
      {mysql + ", maintenance_window: \"19:00-19:30\"", {"BTS3160"}},
      {mysql + ", maintenance_window: \"son:19:00-son:19:30\"", {"BTS3160"}},
      {mysql + ", maintenance_window: \"sun:19:00-sun:19:10\"", {"BTS3160"}},
      {mysql + ", backup_window: \"18:00-19:00\", maintenance_window: \"sun:19:00-sun:19:30\"", {}},
      {mysql + ", backup_window: \"18:00-19:00\", maintenance_window: \"sun:18:30-sun:19:30\"",
       {"BTS3161"}},
      {mysql + ", backup_window: \"23:30-00:30\", maintenance_window: \"mon:00:00-mon:01:00\"",
       {"BTS3161"}},
      {mysql + ", backup_window: \"00:00-01:00\", maintenance_window: \"sun:23:45-mon:00:15\"",
       {"BTS3161"}},
  });
  CHECK(only_help(compile_yaml(with_database(
            mysql +
            ", backup_window: \"18:00-19:00\", maintenance_window: \"sun:18:30-sun:19:30\""))) ==
        "move one of them, maintenance for instance to `sun:19:00-sun:20:00`");
}

TEST_CASE("monitoring and logs are those that there are") {
  check_cases({
      {mysql + ", monitoring: 0", {}},
      {mysql + ", monitoring: 20", {"BTS3162"}},
      {mysql + ", logs: [error, slowquery, general], settings: {slow_query_log: \"1\", "
               "general_log: \"1\"}",
       {}},
      {mysql + ", logs: [error, slowquery, general, audit]", {"BTS3173", "BTS3173", "BTS3173"}},
      {mysql + ", logs: [slow_query]", {"BTS3163"}},
      {mysql + ", logs: [postgresql]", {"BTS3163"}},
      {"engine: postgres, version: \"17\", logs: [postgresql, upgrade]", {}},
      {mysql + ", instance: db.t3.micro, performance_insights: true", {"BTS3170"}},
      {mysql + ", instance: db.t3.medium, performance_insights: true", {}},
      {"engine: postgres, version: \"17\", performance_insights: true", {}},
  });
}

TEST_CASE("instance classes are those that can be had") {
  check_cases({
      {mysql + ", instance: db.t4g.micro", {}},
      {mysql + ", instance: db.r8gd.48xlarge", {}},
      {mysql + ", instance: db.t2.micro", {"BTS3164"}},
      {mysql + ", instance: db.m4.large", {"BTS3164"}},
      {mysql + ", instance: db.c6gd.medium", {"BTS3164"}},
      {mysql + ", instance: t3.micro", {"BTS3164"}},
      {mysql + ", instance: db.t3.mirco", {"BTS3164"}},
      {mysql + ", instance: db.serverless", {"BTS3164"}},
      {mysql + ", instance: db.m8gd.large", {"BTS3165"}},
  });
  const auto help = [](const std::string& instance_class) {
    return only_help(compile_yaml(with_database(mysql + ", instance: " + instance_class)));
  };
  CHECK(help("db.t2.micro") == "write `db.t3.micro`");
  CHECK(help("db.m4.10xlarge") == "write `db.m6i.large`");
  CHECK(help("t3.micro") == "did you mean `db.t3.micro`?");
  CHECK(help("db.t3.mirco") == "did you mean `db.t3.micro`?");
  CHECK(help("db.m8gd.large").starts_with("write `db.m7g.large`"));
}

TEST_CASE("a region that is not in the data is not judged") {
  const std::string yaml = with_database(mysql + ", instance: db.m8gd.large", "", "eu-west-1");
  std::string elsewhere = yaml;
  elsewhere.replace(elsewhere.find("zones: [a, c]"), 13, "zones: [a, b]");
  CHECK(found_ids(compile_yaml(elsewhere)).empty());
}

TEST_CASE("a class behind a parameter is judged by what the parameter admits") {
  std::string yaml = with_database(mysql + ", instance: \"${{ parameters.Class }}\"");
  yaml.replace(yaml.find("parameters:\n"), 12,
               "parameters:\n  Class: {type: string, default: db.t2.micro}\n");
  CHECK(found_ids(compile_yaml(yaml)) == Ids{"BTS3164"});
}

TEST_CASE("versions are those of which RDS still makes instances") {
  check_cases({
      {"engine: mysql, version: \"8.4\"", {}},
      {"engine: mysql, version: \"8.4.3\"", {}},
      {"engine: mysql, version: \"8.4.2\"", {"BTS3166"}},
      {"engine: mysql, version: \"8.4.99\"", {"BTS3167"}},
      {"engine: mysql, version: \"9.7\"", {"BTS3167"}},
      {"engine: mysql, version: \"8.3\"", {"BTS3166"}},
      {"engine: mysql, version: \"5.6\"", {"BTS3166"}},
      {"engine: mysql, version: \"8\"", {"BTS3166"}},
      {"engine: mysql, version: \"8.4.x\"", {"BTS3166"}},
      {"engine: mysql, version: latest", {"BTS3166"}},
      {"engine: mysql, version: \"8.0.23\"", {"BTS3168"}},
      {"engine: mysql, version: \"8.0\"", {"BTS3168"}},
      {"engine: mysql, version: \"8.0.46\", extended_support: true", {}},
      {"engine: mysql, version: \"8.0.46-rds.20260624\", extended_support: true", {}},
      {"engine: mysql, version: \"8.0.23\", extended_support: true", {"BTS3166"}},
      {"engine: mariadb, version: \"11.4\"", {}},
      {"engine: mariadb, version: \"10.6\"", {"BTS3168"}},
      {"engine: mariadb, version: \"10.6\", extended_support: true", {"BTS3168"}},
      {"engine: mariadb, version: \"10.4\"", {"BTS3166"}},
      {"engine: postgres, version: \"17\"", {}},
      {"engine: postgres, version: \"17.4\"", {"BTS3166"}},
      {"engine: postgres, version: \"13\"", {"BTS3168"}},
      {"engine: postgres, version: \"9.6\"", {"BTS3166"}},
      {"engine: postgres, version: \"17.1.2\"", {"BTS3166"}},
  });
  const Compiled paid =
      compile_yaml(with_database("engine: mysql, version: \"8.0\", extended_support: true"));
  CHECK(property(paid, "MainDatabase", "EngineLifecycleSupport") ==
        R"("open-source-rds-extended-support")");
  const Compiled short_one = compile_yaml(with_database("engine: mysql, version: \"8\""));
  CHECK(only_help(short_one).starts_with("write \"8.4\""));
}
