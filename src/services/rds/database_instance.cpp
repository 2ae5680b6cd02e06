// AWS facts this rests on:
// - AllocatedStorage and Port are strings, the other numbers are numbers.
// - Snapshot is possible for an instance and Retain is not needed then: a replaced or deleted one
//   leaves its data as a snapshot. Of a replica no snapshot is made, whatever the policy says; once
//   it is promoted the policy counts.
// - EngineLifecycleSupport is by default the paid one, in which an instance lands silently when its
//   version leaves standard support. MariaDB has none to choose.
// - CloudFormation passes EngineVersion on only when its text in the template changes. With a major
//   version alone it therefore never works against the minor upgrades that RDS makes by itself.
//
// Of replicas (RDS User Guide, "Creating a read replica in a different AWS Region"; provider of
// AWS::RDS::DBInstance):
// - The source is named by its identifier in the own region, by its ARN from another one.
// - MasterUsername, MasterUserPassword and StorageEncrypted beside a source are refused. DBName and
//   backups make the creation fail. Engine is never written, before or after the promotion: adding
//   it later replaces the instance.
// - Taking SourceDBInstanceIdentifier away promotes. SourceRegion, KmsKeyId, identifier and subnet
//   group are create-only: they stay as they were, else CloudFormation makes another, empty
//   instance. With the promotion come backups, which were off, and a password of the stack's own,
//   since the source's secret may be out of reach.
// - What else is written stands there from the first day, so that the promoting update changes
//   nothing else.
#include "services/rds/database_instance.h"

#include "btsinfra/types/region.h"

#include "services/names.h"
#include "services/rds/database.h"
#include "services/rds/engine_facts.h"
#include "services/rds/replica.h"

namespace btsinfra {
namespace {

using Subject = LoweredDatabase;

// What it is or was a replica of.
void set_source(const Subject& subject, cfn::Map& properties) {
  const ResolvedSystem& system = subject.lowering.system();
  const std::optional<Region> elsewhere = foreign_source_region(subject.component, system);
  const Component* source = source_of(subject.component, system);
  // A lost one was reported.
  if (is_replica(subject.database) && !system.lost(source->blueprint)) {
    properties.set(
        "SourceDBInstanceIdentifier",
        Lowering::symbol(*source, database_id(source->name), elsewhere ? "DBInstanceArn" : ""));
  }
  if (elsewhere) properties.set("SourceRegion", elsewhere->name());
}

void set_engine(const Subject& subject, cfn::Map& properties) {
  const Database& database = subject.database;
  properties.set("Engine", engine_name(*database.engine));
  properties.set("EngineVersion", database.version);
  if (database.engine != DatabaseEngine::Mariadb) {
    properties.set("EngineLifecycleSupport", database.extended_support
                                                 ? "open-source-rds-extended-support"
                                                 : "open-source-rds-extended-support-disabled");
  }
}

void set_kind(const Subject& subject, cfn::Map& properties) {
  const Database& database = subject.database;
  const auto& own = subject.component.as<Database>();
  if (!made_as_replica(database)) {
    set_engine(subject, properties);
  } else {
    set_source(subject, properties);
    // The source's version is no wish of this one.
    if (own.promoted && !own.version.empty()) properties.set("EngineVersion", own.version);
  }
  properties.set("AutoMinorVersionUpgrade", database.minor_upgrades);
  if (database.major_upgrades) properties.set("AllowMajorVersionUpgrade", true);
}

void set_size(const Subject& subject, cfn::Map& properties) {
  const Database& database = subject.database;
  properties.set("DBInstanceClass", subject.lowering.late(subject.component, database.instance));
  const auto& own = subject.component.as<Database>();
  if (!made_as_replica(database) || own.storage) {
    properties.set("AllocatedStorage", std::to_string(*database.storage));
  }
  properties.set("StorageType", storage_facts(database.storage_type).name);
  if (database.iops) properties.set("Iops", *database.iops);
  if (database.throughput) properties.set("StorageThroughput", *database.throughput);
  if (database.max_storage) properties.set("MaxAllocatedStorage", *database.max_storage);
  if (!made_as_replica(database)) properties.set("StorageEncrypted", database.encrypted);
  if (database.key) {
    properties.set("KmsKeyId", subject.lowering.late(subject.component, *database.key));
  }
}

void set_user(const Subject& subject, cfn::Map& properties) {
  const Database& database = subject.database;
  if (!made_as_replica(database)) {
    if (!database.database.empty()) properties.set("DBName", database.database);
    properties.set("MasterUsername", *database.user);
  }
  if (database.managed_password) {
    properties.set("ManageMasterUserPassword", true);
  } else if (!is_replica(database)) {
    properties.set("MasterUserPassword",
                   database_password(subject.component, subject.lowering.system()));
  }
  properties.set("EnableIAMDatabaseAuthentication", database.iam_authentication);
}

void set_place(const Subject& subject, const cfn::Value& security_group, cfn::Map& properties) {
  const Database& database = subject.database;
  properties.set("MultiAZ", database.multi_az);
  if (!database.zone.empty()) {
    properties.set("AvailabilityZone", cfn::sub("${AWS::Region}" + database.zone));
  }
  properties.set("DBSubnetGroupName", subject.symbol("SubnetGroup"));
  properties.set("VPCSecurityGroups", cfn::List{security_group});
  properties.set("PubliclyAccessible", database.is_public);
  properties.set("Port", std::to_string(database_port(database)));
}

void set_backups(const Subject& subject, cfn::Map& properties) {
  const Database& database = subject.database;
  if (is_replica(database)) return;
  properties.set("BackupRetentionPeriod", database.backups);
  if (!database.backup_window.empty()) {
    properties.set("PreferredBackupWindow", database.backup_window);
  }
}

void set_care(const Subject& subject, cfn::Map& properties) {
  const Database& database = subject.database;
  set_backups(subject, properties);
  if (!database.maintenance_window.empty()) {
    properties.set("PreferredMaintenanceWindow", database.maintenance_window);
  }
  properties.set("CopyTagsToSnapshot", true);
  properties.set("MonitoringInterval", database.monitoring);
  if (database.monitoring > 0) {
    properties.set("MonitoringRoleArn", subject.symbol("MonitoringRole", "Arn"));
  }
  if (database.performance_insights) properties.set("EnablePerformanceInsights", true);
  if (!database.logs.empty()) {
    properties.set("EnableCloudwatchLogsExports",
                   cfn::List(database.logs.begin(), database.logs.end()));
  }
  properties.set("DeletionProtection", database.deletion_protection);
}

// cfn-lint knows full versions only, although RDS takes a major one for its default minor.
void excuse_major_version(const Subject& subject, cfn::Resource& instance) {
  if (instance.properties.find("EngineVersion") == nullptr) return;
  const auto version = parse_engine_version(*subject.database.engine, subject.database.version);
  if (version && version->minor) return;
  instance.metadata.set(
      "cfn-lint", cfn::Map{{"config", cfn::Map{{"ignore_checks", cfn::List{"E3691", "W3691"}}}}});
}

}  // namespace

void lower_database_instance(const LoweredDatabase& subject, const cfn::Value& security_group) {
  cfn::Map properties;
  if (!subject.database.identifier.empty()) {
    properties.set("DBInstanceIdentifier", lower_case(subject.database.identifier));
  }
  set_kind(subject, properties);
  set_size(subject, properties);
  set_user(subject, properties);
  set_place(subject, security_group, properties);
  properties.set("DBParameterGroupName", subject.symbol("ParameterGroup"));
  set_care(subject, properties);
  properties.set("Tags", subject.tags());

  cfn::Resource& instance = subject.add("", "AWS::RDS::DBInstance");
  instance.deletion_policy = "Snapshot";
  instance.update_replace_policy = "Snapshot";
  instance.properties = std::move(properties);
  excuse_major_version(subject, instance);
}

}  // namespace btsinfra
