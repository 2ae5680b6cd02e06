// AWS facts this rests on:
// - A key's policy is what counts: IAM policies of the account decide only if it says so. Without
//   a statement for the account nobody could ever change the key again.
// - RDS, ElastiCache, S3, Secrets Manager act for whoever asks them, so those decide. CloudWatch
//   and EventBridge publish to an encrypted topic for nobody, and admit no conditions about the
//   account there; CloudFront and Logs come with a context that says for what.
// - A deleted key takes everything with it that was encrypted under it, snapshots and replicas too,
//   so it outlives its stack.
// - The rotation period is 365 days unless told otherwise.
#include <set>

#include "services/iam/policy.h"
#include "services/kms/encryption_key.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

constexpr int usual_rotation_period = 365;

Statement account_decides() {
  Statement statement;
  statement.sid = "AccountDecides";
  statement.principal =
      cfn::Map{{"AWS", cfn::sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")}};
  statement.actions = {"kms:*"};
  statement.resources = {"*"};
  return statement;
}

Statement service_uses(std::string sid, cfn::Value principal, std::vector<std::string> actions) {
  Statement statement;
  statement.sid = std::move(sid);
  statement.principal = cfn::Map{{"Service", std::move(principal)}};
  statement.actions = std::move(actions);
  statement.resources = {"*"};
  return statement;
}

Statement statement_for(KeyService service) {
  switch (service) {
    case KeyService::Cloudfront: {
      Statement statement =
          service_uses("DistributionsRead", "cloudfront.amazonaws.com", {"kms:Decrypt"});
      statement.conditions = cfn::Map{
          {"ArnLike",
           cfn::Map{
               {"aws:SourceArn",
                cfn::sub("arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/*")}}}};
      return statement;
    }
    case KeyService::Cloudwatch:
      return service_uses("AlarmsNotify", "cloudwatch.amazonaws.com",
                          {"kms:Decrypt", "kms:GenerateDataKey*"});
    case KeyService::Events:
      return service_uses("EventRulesNotify", "events.amazonaws.com",
                          {"kms:Decrypt", "kms:GenerateDataKey*"});
    case KeyService::Logs: {
      Statement statement =
          service_uses("LogGroupsUse", cfn::sub("logs.${AWS::Region}.amazonaws.com"),
                       {"kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*",
                        "kms:DescribeKey"});
      statement.conditions = cfn::Map{
          {"ArnLike",
           cfn::Map{{"kms:EncryptionContext:aws:logs:arn",
                     cfn::sub("arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*")}}}};
      return statement;
    }
  }
  return {};
}

// Who may use a key may grant its use to others, past every policy. Services need that for what
// they encrypt (RDS, EC2), on behalf of whoever calls them; nobody else does (AWS KMS Developer
// Guide, "Grants": kms:GrantIsForAWSResource).
Statement only_services_grant() {
  Statement statement;
  statement.sid = "OnlyServicesGrant";
  statement.allow = false;
  statement.principal = "*";
  statement.actions = {"kms:CreateGrant"};
  statement.resources = {"*"};
  statement.conditions =
      cfn::Map{{"BoolIfExists", cfn::Map{{"kms:GrantIsForAWSResource", "false"},
                                         {"aws:PrincipalIsAWSService", "false"}}}};
  return statement;
}

// The account, the services asked for, then what other components contributed.
cfn::Map key_policy(const Component& component, const Lowering& lowering) {
  std::vector<Statement> statements{account_decides(), only_services_grant()};
  const std::vector<KeyService>& services = component.as<EncryptionKey>().services;
  for (const KeyService service : std::set<KeyService>(services.begin(), services.end())) {
    statements.push_back(statement_for(service));
  }
  for (const PolicyStatement* contributed : lowering.policy_statements(component)) {
    statements.push_back(contributed->statement);
  }
  return policy_document(statements);
}

}  // namespace

void EncryptionKeyKind::lower(const Component& component, Lowering& lowering) const {
  const auto& settings = component.as<EncryptionKey>();
  const Layer layer = settings.options.stack.value_or(Layer::Storage);
  const std::string id = encryption_key_id(component.name);
  const std::string name = lowering.default_name(component);

  cfn::Map properties{
      {"Description", settings.description.empty() ? "Encrypts what names " + component.label()
                                                   : settings.description},
      {"EnableKeyRotation", settings.rotation}};
  if (settings.rotation && settings.rotation_period != usual_rotation_period) {
    properties.set("RotationPeriodInDays", settings.rotation_period);
  }
  properties.set("PendingWindowInDays", settings.deletion_wait);
  properties.set("KeyPolicy", key_policy(component, lowering));
  properties.set("Tags", lowering.tags(component, settings.options.tags, name));

  cfn::Resource& key = lowering.add(component, layer, id, "AWS::KMS::Key");
  key.deletion_policy = "RetainExceptOnCreate";
  key.update_replace_policy = "Retain";
  key.properties = std::move(properties);

  lowering.add(component, layer, id + "Alias", "AWS::KMS::Alias").properties =
      cfn::Map{{"AliasName", settings.alias.empty() ? "alias/" + name : settings.alias},
               {"TargetKeyId", Lowering::symbol(component, id)}};
}

}  // namespace btsinfra
