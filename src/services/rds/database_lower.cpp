// AWS facts this rests on:
// - AllocatedStorage and Port are strings, the other numbers are numbers.
// - A password in a template is readable in its history. A dynamic reference to a secret is
// resolved
//   when the instance is made or updated, in the region of the stack, and stands nowhere else.
// - The secret is generated without host and port, since the instance needs the password first; the
//   attachment adds them (and engine and database name) afterwards.
// - Snapshot is possible for an instance and Retain is not needed then: a replaced or deleted one
//   leaves its data as a snapshot. CloudFormation otherwise deletes a secret at once, without the
//   recovery window; the secret of a snapshot's user is kept.
// - EngineLifecycleSupport is by default the paid one, in which an instance lands silently when its
//   version leaves standard support. MariaDB has none to choose.
// - A parameter group belongs to a family, engine and major version; both go together when that
//   changes. Parameters are strings.
// - CloudFormation passes EngineVersion on only when its text in the template changes. With a major
//   version alone it therefore never works against the minor upgrades that RDS makes by itself.
// - Enhanced monitoring writes through a role that RDS's monitoring takes on.
#include "btsinfra/services/common.h"
#include "btsinfra/services/database.h"

#include "services/ec2/instance.h"
#include "services/ec2/security_group.h"
#include "services/iam/policy.h"
#include "services/lowering.h"
#include "services/names.h"
#include "services/rds/database.h"
#include "services/rds/database_parts.h"
#include "services/rds/engine_facts.h"

namespace btsinfra {
namespace {

// One database on its way into resources.
struct Subject {
  const Component& component;
  const Database& database;
  Lowering& lowering;
  Layer layer;
  std::string id;

  [[nodiscard]] cfn::Value symbol(std::string_view role, std::string attribute = "") const {
    return Lowering::symbol(component, id + std::string(role), std::move(attribute));
  }
  [[nodiscard]] cfn::List tags() const {
    return lowering.tags(component, database.options.tags, lowering.default_name(component));
  }
  cfn::Resource& add(std::string_view role, std::string type) const {
    return lowering.add(component, layer, id + std::string(role), std::move(type));
  }
  // "databases.main"
  [[nodiscard]] std::string label() const { return component.label(); }
};

// Longest password that all three engines take is 41 characters.
constexpr int password_length = 32;

void lower_secret(const Subject& subject) {
  cfn::Resource& secret = subject.add("Secret", "AWS::SecretsManager::Secret");
  secret.deletion_policy = "RetainExceptOnCreate";
  secret.update_replace_policy = "Retain";
  secret.properties = cfn::Map{
      {"Description", "Master user of " + subject.label()},
      {"GenerateSecretString",
       cfn::Map{{"SecretStringTemplate", "{\"username\":\"" + subject.database.user + "\"}"},
                {"GenerateStringKey", "password"},
                {"PasswordLength", password_length},
                {"ExcludePunctuation", true}}},
      {"Tags", subject.tags()}};
}

void lower_attachment(const Subject& subject) {
  subject.add("SecretAttachment", "AWS::SecretsManager::SecretTargetAttachment").properties =
      cfn::Map{{"SecretId", subject.symbol("Secret")},
               {"TargetId", subject.symbol("")},
               {"TargetType", "AWS::RDS::DBInstance"}};
}

void lower_subnet_group(const Subject& subject) {
  const Component* tier = subject.lowering.system().target(
      subject.component, subject.database.subnets.target(), "subnets");
  subject.add("SubnetGroup", "AWS::RDS::DBSubnetGroup").properties =
      cfn::Map{{"DBSubnetGroupDescription", "Subnets of " + subject.label()},
               {"SubnetIds", subject.lowering.subnet_ids(*tier)},
               {"Tags", subject.tags()}};
}

// What makes the engine refuse connections that are not encrypted.
std::string_view encryption_setting(DatabaseEngine engine) {
  return engine == DatabaseEngine::Postgres ? "rds.force_ssl" : "require_secure_transport";
}

void lower_parameter_group(const Subject& subject) {
  const DatabaseEngine engine = *subject.database.engine;
  std::map<std::string, Late<std::string>> settings = subject.database.settings;
  settings.try_emplace(std::string(encryption_setting(engine)), "1");
  cfn::Map parameters;
  for (const auto& [name, value] : settings) {
    parameters.set(name, subject.lowering.late(subject.component, value));
  }
  const EngineVersion version = parse_engine_version(engine, subject.database.version)
                                    .value_or(EngineVersion{subject.database.version});
  subject.add("ParameterGroup", "AWS::RDS::DBParameterGroup").properties =
      cfn::Map{{"Description", "Settings of " + subject.label()},
               {"Family", parameter_family(engine, version)},
               {"Parameters", std::move(parameters)},
               {"Tags", subject.tags()}};
}

void lower_monitoring_role(const Subject& subject) {
  Statement trust;
  trust.actions = {"sts:AssumeRole"};
  trust.principal = cfn::Map{{"Service", "monitoring.rds.amazonaws.com"}};
  trust.conditions =
      cfn::Map{{"StringEquals", cfn::Map{{"aws:SourceAccount", cfn::ref("AWS::AccountId")}}}};
  subject.add("MonitoringRole", "AWS::IAM::Role").properties =
      cfn::Map{{"Description", "Lets RDS write the enhanced monitoring of " + subject.label()},
               {"AssumeRolePolicyDocument", policy_document({trust})},
               {"ManagedPolicyArns",
                cfn::List{managed_policy("service-role/AmazonRDSEnhancedMonitoringRole")}},
               {"Tags", subject.tags()}};
}

// ---- the instance
// ---------------------------------------------------------------------------------

void set_engine(const Subject& subject, cfn::Map& properties) {
  const Database& database = subject.database;
  properties.set("Engine", engine_name(*database.engine));
  properties.set("EngineVersion", database.version);
  if (database.engine != DatabaseEngine::Mariadb) {
    properties.set("EngineLifecycleSupport", database.extended_support
                                                 ? "open-source-rds-extended-support"
                                                 : "open-source-rds-extended-support-disabled");
  }
  properties.set("AutoMinorVersionUpgrade", database.minor_upgrades);
  if (database.major_upgrades) properties.set("AllowMajorVersionUpgrade", true);
}

void set_size(const Subject& subject, cfn::Map& properties) {
  const Database& database = subject.database;
  properties.set("DBInstanceClass", subject.lowering.late(subject.component, database.instance));
  properties.set("AllocatedStorage", std::to_string(database.storage));
  properties.set("StorageType", storage_facts(database.storage_type).name);
  if (database.iops) properties.set("Iops", *database.iops);
  if (database.throughput) properties.set("StorageThroughput", *database.throughput);
  if (database.max_storage) properties.set("MaxAllocatedStorage", *database.max_storage);
  properties.set("StorageEncrypted", database.encrypted);
  if (database.key) {
    properties.set("KmsKeyId", subject.lowering.late(subject.component, *database.key));
  }
}

void set_user(const Subject& subject, cfn::Map& properties) {
  const Database& database = subject.database;
  if (!database.database.empty()) properties.set("DBName", database.database);
  properties.set("MasterUsername", database.user);
  if (database.managed_password) {
    properties.set("ManageMasterUserPassword", true);
  } else {
    properties.set("MasterUserPassword", database_password(subject.component));
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

void set_care(const Subject& subject, cfn::Map& properties) {
  const Database& database = subject.database;
  properties.set("BackupRetentionPeriod", database.backups);
  if (!database.backup_window.empty()) {
    properties.set("PreferredBackupWindow", database.backup_window);
  }
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
  const auto version = parse_engine_version(*subject.database.engine, subject.database.version);
  if (version && version->minor) return;
  instance.metadata.set(
      "cfn-lint", cfn::Map{{"config", cfn::Map{{"ignore_checks", cfn::List{"E3691", "W3691"}}}}});
}

void lower_instance(const Subject& subject, const cfn::Value& security_group) {
  cfn::Map properties;
  if (!subject.database.identifier.empty()) {
    properties.set("DBInstanceIdentifier", lower_case(subject.database.identifier));
  }
  set_engine(subject, properties);
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

void expose(const Subject& subject) {
  const auto blueprint = static_cast<std::uint32_t>(subject.component.blueprint);
  subject.lowering.expose({blueprint, subject.id, "Endpoint.Address"},
                          "Host of " + subject.label());
  const std::string about = "Secret with the password of " + subject.label();
  if (subject.database.managed_password) {
    subject.lowering.expose({blueprint, subject.id, "MasterUserSecret.SecretArn"}, about);
  } else {
    subject.lowering.expose({blueprint, subject.id + "Secret", ""}, about);
  }
}

}  // namespace

void DatabaseKind::lower(const Component& component, Lowering& lowering) const {
  const auto& database = component.as<Database>();
  const Subject subject{component, database, lowering,
                        database.options.stack.value_or(Layer::Database),
                        database_id(component.name)};
  const cfn::Value group =
      lower_security_group(component, "database", database.options.tags, lowering);
  if (!database.managed_password) lower_secret(subject);
  lower_subnet_group(subject);
  lower_parameter_group(subject);
  if (database.monitoring > 0) lower_monitoring_role(subject);
  lower_instance(subject, group);
  if (!database.managed_password) lower_attachment(subject);
  expose(subject);
}

}  // namespace btsinfra
