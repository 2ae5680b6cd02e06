// A bucket and its policy.
//
// AWS facts this rests on:
// - A bucket has one policy; a second BucketPolicy resource would silently replace the first. So
// what
//   others contributed is merged here, and the policy stands in the latest stack that any of it
//   needs.
// - Public access is blocked four times over: ACLs and policies, those to come and those there are.
// - With BucketOwnerEnforced no ACL counts, and whoever delivers an object gives it away.
// - Without DeletionPolicy a stack's deletion fails at a bucket that holds objects and deletes one
//   that holds none. UpdateReplacePolicy knows no RetainExceptOnCreate.
// - Versioning cannot be removed, only suspended: it is always written, so that switching it off
// acts.
// - Parts of uploads that were never completed are paid for and seen nowhere.
// - A rule with an age deletes markers that nothing stands behind by itself; without one it must be
//   told to, and the two do not stand in one rule.
// - Requests without TLS are only kept out by a policy that denies them.
#include <algorithm>

#include "btsinfra/services/bucket.h"
#include "btsinfra/services/common.h"

#include "services/iam/policy.h"
#include "services/lowering.h"
#include "services/s3/bucket.h"
#include "services/s3/replication.h"

namespace btsinfra {
namespace {

constexpr int abandoned_upload_days = 7;

cfn::Value name_tag(const Component& component, const Lowering& lowering) {
  const Text& name = component.as<Bucket>().name;
  if (!name.empty()) return lowering.text(component, name);
  return lowering.default_name(component);
}

cfn::Map encryption(const Component& component, const Bucket& bucket, const Lowering& lowering) {
  cfn::Map rule;
  if (bucket.key) {
    rule.set("BucketKeyEnabled", true);
    rule.set("ServerSideEncryptionByDefault",
             cfn::Map{{"SSEAlgorithm", "aws:kms"},
                      {"KMSMasterKeyID", lowering.late(component, *bucket.key)}});
  } else {
    rule.set("ServerSideEncryptionByDefault", cfn::Map{{"SSEAlgorithm", "AES256"}});
  }
  return cfn::Map{{"ServerSideEncryptionConfiguration", cfn::List{std::move(rule)}}};
}

cfn::Map lifecycle(const Bucket& bucket) {
  cfn::List rules{cfn::Map{{"Id", "AbortUploads"},
                           {"Status", "Enabled"},
                           {"AbortIncompleteMultipartUpload",
                            cfn::Map{{"DaysAfterInitiation", abandoned_upload_days}}}}};
  if (bucket.expire) {
    rules.emplace_back(
        cfn::Map{{"Id", "Expire"}, {"Status", "Enabled"}, {"ExpirationInDays", *bucket.expire}});
  }
  if (bucket.expire_old_versions) {
    cfn::Map rule{
        {"Id", "ExpireOldVersions"},
        {"Status", "Enabled"},
        {"NoncurrentVersionExpiration", cfn::Map{{"NoncurrentDays", *bucket.expire_old_versions}}}};
    if (!bucket.expire) rule.set("ExpiredObjectDeleteMarker", true);
    rules.emplace_back(std::move(rule));
  }
  return cfn::Map{{"Rules", std::move(rules)}};
}

cfn::Map closed_to_the_public() {
  return {{"BlockPublicAcls", true},
          {"BlockPublicPolicy", true},
          {"IgnorePublicAcls", true},
          {"RestrictPublicBuckets", true}};
}

void lower_bucket(const Component& component, Lowering& lowering) {
  const auto& bucket = component.as<Bucket>();
  const Component* logs = log_bucket_of(component, lowering.system());

  cfn::Map properties;
  if (!bucket.name.empty()) properties.set("BucketName", lowering.text(component, bucket.name));
  properties.set("PublicAccessBlockConfiguration", closed_to_the_public())
      .set("OwnershipControls",
           cfn::Map{{"Rules", cfn::List{cfn::Map{{"ObjectOwnership", "BucketOwnerEnforced"}}}}})
      .set("BucketEncryption", encryption(component, bucket, lowering))
      .set("VersioningConfiguration",
           cfn::Map{{"Status", bucket.versioned ? "Enabled" : "Suspended"}})
      .set("LifecycleConfiguration", lifecycle(bucket));
  if (bucket.events) {
    properties.set("NotificationConfiguration",
                   cfn::Map{{"EventBridgeConfiguration", cfn::Map{{"EventBridgeEnabled", true}}}});
  }
  if (logs != nullptr) {
    properties.set(
        "LoggingConfiguration",
        cfn::Map{{"DestinationBucketName", Lowering::symbol(*logs, bucket_id(logs->name))},
                 {"LogFilePrefix", bucket_logs_prefix(component)}});
  }
  if (std::optional<cfn::Map> replication = lower_replication(component, lowering)) {
    properties.set("ReplicationConfiguration", std::move(*replication));
  }
  properties.set("Tags",
                 lowering.tags(component, bucket.options.tags, name_tag(component, lowering)));

  const std::string id = bucket_id(component.name);
  cfn::Resource& resource = lowering.add(component, bucket_layer(component), id, "AWS::S3::Bucket");
  resource.properties = std::move(properties);
  resource.deletion_policy = "RetainExceptOnCreate";
  resource.update_replace_policy = "Retain";
  lowering.expose({static_cast<std::uint32_t>(component.blueprint), id, ""},
                  "Name of " + component.label());
}

Statement tls_only(const cfn::Value& arn) {
  Statement deny;
  deny.sid = "TlsOnly";
  deny.allow = false;
  deny.principal = "*";
  deny.actions = {"s3:*"};
  deny.resources = {arn, cfn::Text{{arn, "/*"}}};
  deny.conditions = cfn::Map{{"Bool", cfn::Map{{"aws:SecureTransport", "false"}}}};
  return deny;
}

void lower_policy(const Component& component, Lowering& lowering) {
  const std::string id = bucket_id(component.name);
  std::vector<Statement> statements{tls_only(Lowering::symbol(component, id, "Arn"))};
  Layer layer = bucket_layer(component);
  // In the order of the components that contribute them, which only names decide.
  for (const PolicyStatement* contributed : lowering.policy_statements(component)) {
    // One without actions is of a component that the state has lost: it only says where.
    if (!contributed->statement.actions.empty()) statements.push_back(contributed->statement);
    layer = std::max(layer, contributed->layer);
  }
  lowering.add(component, layer, bucket_policy_id(component.name), "AWS::S3::BucketPolicy")
      .properties = cfn::Map{{"Bucket", Lowering::symbol(component, id)},
                             {"PolicyDocument", policy_document(statements)}};
}

}  // namespace

void BucketKind::lower(const Component& component, Lowering& lowering) const {
  lower_bucket(component, lowering);
  lower_policy(component, lowering);
}

}  // namespace btsinfra
