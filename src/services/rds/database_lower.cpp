// AWS facts this rests on:
// - A password in a template is readable in its history. A dynamic reference to a secret is
// resolved
//   when the instance is made or updated, in the region of the stack, and stands nowhere else.
// - The secret is generated without host and port, since the instance needs the password first; the
//   attachment adds them (and engine and database name) afterwards.
// - CloudFormation deletes a secret at once, without the recovery window; the secret of a
//   snapshot's user is kept.
// - A parameter group belongs to a family, engine and major version; both go together when that
//   changes. Parameters are strings.
// - Promotion cannot be taken back, so the update that brings it may contain nothing else that can
//   fail: a replica has its secret and its attachment from the first day, though they hold true
//   only once it is promoted.
// - Enhanced monitoring writes through a role that RDS's monitoring takes on.
#include "btsinfra/services/common.h"
#include "btsinfra/services/database.h"

#include "services/ec2/security_group.h"
#include "services/iam/policy.h"
#include "services/lowering.h"
#include "services/rds/database.h"
#include "services/rds/database_instance.h"
#include "services/rds/engine_facts.h"
#include "services/rds/replica.h"
#include "services/secretsmanager/secret_template.h"

namespace btsinfra {
namespace {

using Subject = LoweredDatabase;

// Longest password that all three engines take is 41 characters.
constexpr int password_length = 32;

void lower_secret(const Subject& subject) {
  cfn::Resource& secret = subject.add("Secret", "AWS::SecretsManager::Secret");
  secret.deletion_policy = "RetainExceptOnCreate";
  secret.update_replace_policy = "Retain";
  secret.properties = cfn::Map{
      {"Description",
       "Master user of " + subject.label() +
           (subject.component.as<Database>().replica_of.empty() ? "" : ", once promoted")},
      {"GenerateSecretString",
       cfn::Map{{"SecretStringTemplate", secret_template({{"username", *subject.database.user}})},
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
  const Late<std::string> encrypted = "1";
  std::map<std::string, EngineSetting> settings =
      engine_settings(subject.component, subject.lowering.system());
  settings.try_emplace(std::string(encryption_setting(engine)),
                       EngineSetting{&subject.component, &encrypted});
  cfn::Map parameters;
  for (const auto& [name, setting] : settings) {
    parameters.set(name, subject.lowering.late(*setting.from, *setting.value));
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

void expose(const Subject& subject) {
  const auto blueprint = static_cast<std::uint32_t>(subject.component.blueprint);
  subject.lowering.expose({blueprint, subject.id, "Endpoint.Address"},
                          "Host of " + subject.label());
  if (is_replica(subject.database)) return;  // its password is the source's
  const std::string about = "Secret with the password of " + subject.label();
  if (subject.database.managed_password) {
    subject.lowering.expose({blueprint, subject.id, "MasterUserSecret.SecretArn"}, about);
  } else {
    subject.lowering.expose({blueprint, subject.id + "Secret", ""}, about);
  }
}

}  // namespace

void DatabaseKind::lower(const Component& component, Lowering& lowering) const {
  const Database database = whole_database(component, lowering.system());
  if (!database.engine) return;  // reported
  const Subject subject{component, database, lowering,
                        database.options.stack.value_or(Layer::Database),
                        database_id(component.name)};
  const cfn::Value group =
      lower_security_group(component, "database", database.options.tags, lowering);
  if (!database.managed_password) lower_secret(subject);
  lower_subnet_group(subject);
  lower_parameter_group(subject);
  if (database.monitoring > 0) lower_monitoring_role(subject);
  lower_database_instance(subject, group);
  if (!database.managed_password) lower_attachment(subject);
  expose(subject);
}

}  // namespace btsinfra
