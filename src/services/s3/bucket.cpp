// What a bucket is to others: its attributes, what reading and writing it takes, and what it asks
// of the bucket that receives its logs.
//
// AWS facts this rests on:
// - Listing is allowed on the bucket's ARN, everything about objects on <arn>/*.
// - Objects under a KMS key take kms:Decrypt to read and kms:GenerateDataKey to write (kms:Decrypt
//   too, for uploads in parts); the key's policy must let the account's IAM policies decide.
// - Server access logs are delivered by logging.s3.amazonaws.com, within the account and region;
// the
//   conditions keep other people's buckets from delivering here.
#include "services/s3/bucket.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "services/contributor.h"
#include "services/lowering.h"
#include "services/storage_key.h"

namespace btsinfra {
namespace {

cfn::Value arn_of(const Component& bucket) {
  return Lowering::symbol(bucket, bucket_id(bucket.name), "Arn");
}

Statement allowing(std::string sid, std::vector<std::string> actions, cfn::Value resource) {
  Statement statement;
  statement.sid = std::move(sid);
  statement.actions = std::move(actions);
  statement.resources = {std::move(resource)};
  return statement;
}

}  // namespace

std::string bucket_id(std::string_view name) { return upper_camel(name) + "Bucket"; }

std::string bucket_policy_id(std::string_view name) { return bucket_id(name) + "Policy"; }

std::string logs_statement_id(const Component& source, const std::string& logical_id,
                              const Component& bucket, const ResolvedSystem& system) {
  const bool own = source.blueprint == bucket.blueprint;
  return "LogsOf" + (own ? "" : upper_camel(system.blueprint(source).name)) + logical_id;
}

const Component* log_bucket_of(const Component& bucket, const ResolvedSystem& system) {
  return system.target(bucket, bucket.as<Bucket>().access_logs.target(), "buckets");
}

std::string bucket_logs_prefix(const Component& bucket) {
  const std::string& own = bucket.as<Bucket>().access_logs_prefix;
  return own.empty() ? "buckets/" + bucket.name + "/" : own;
}

const Component* replica_of_bucket(const Component& bucket, const ResolvedSystem& system) {
  return system.target(bucket, bucket.as<Bucket>().replicate_to.target(), "buckets");
}

cfn::Value bucket_objects(const Component& bucket, const std::string& prefix) {
  return cfn::Text{{arn_of(bucket), "/" + prefix + "*"}};
}

cfn::Value bucket_key(const Component& bucket, const ResolvedSystem& system) {
  const std::optional<Late<std::string>>& key = bucket.as<Bucket>().key;
  return key ? key_value(bucket, *key, system) : cfn::Value();
}

Layer bucket_layer(const Component& bucket) {
  return bucket.as<Bucket>().options.stack.value_or(Layer::Storage);
}

std::span<const Attribute> BucketKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "name", .doc = "Its name.", .granted = true},
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn, .granted = true},
      {.name = "domain_name", .doc = "Its domain name in its region, as an origin for CloudFront."},
  };
  return known;
}

cfn::Value BucketKind::value(const Component& component, std::string_view attribute,
                             const ResolvedSystem& /*system*/) const {
  if (attribute == "arn") return arn_of(component);
  return Lowering::symbol(component, bucket_id(component.name),
                          attribute == "domain_name" ? "RegionalDomainName" : "");
}

std::vector<Statement> BucketKind::access(const Component& component, AccessKind access,
                                          const ResolvedSystem& system) const {
  std::vector<Statement> statements;
  std::vector<std::string> key_actions;
  switch (access) {
    case AccessKind::Read:
      statements.push_back(
          allowing("ReadObjects", {"s3:GetObject"}, bucket_objects(component, "")));
      statements.push_back(allowing("ListObjects", {"s3:ListBucket"}, arn_of(component)));
      key_actions = {"kms:Decrypt"};
      break;
    case AccessKind::Write:
      statements.push_back(allowing("WriteObjects",
                                    {"s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"},
                                    bucket_objects(component, "")));
      key_actions = {"kms:Decrypt", "kms:GenerateDataKey"};
      break;
  }
  cfn::Value key = bucket_key(component, system);
  if (key.as<cfn::Null>() == nullptr) {
    statements.push_back(allowing("UseKey", std::move(key_actions), std::move(key)));
  }
  return statements;
}

void BucketKind::contribute(const Component& component, Contributor& contributor) const {
  const Component* logs = log_bucket_of(component, contributor.system());
  if (logs == nullptr || logs->tainted || logs->blueprint != component.blueprint) return;
  Statement write;
  write.sid = logs_statement_id(component, bucket_id(component.name), *logs, contributor.system());
  write.principal = cfn::Map{{"Service", "logging.s3.amazonaws.com"}};
  write.actions = {"s3:PutObject"};
  write.resources = {bucket_objects(*logs, bucket_logs_prefix(component))};
  write.conditions =
      cfn::Map{{"ArnLike", cfn::Map{{"aws:SourceArn", arn_of(component)}}},
               {"StringEquals", cfn::Map{{"aws:SourceAccount", cfn::ref("AWS::AccountId")}}}};
  contributor.add(PolicyStatement{.to = logs->id,
                                  .statement = std::move(write),
                                  .layer = std::max(bucket_layer(component), bucket_layer(*logs)),
                                  .origin = component.place / "access_logs"});
}

}  // namespace btsinfra
