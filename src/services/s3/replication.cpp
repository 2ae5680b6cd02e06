// AWS facts this rests on:
// - Both buckets are versioned; the region of the destination may be the same or another one.
// - The role is named in the source, so what it may do there is a policy of its own that comes
// after
//   the bucket: in the role itself the two would need each other.
// - A rule with Filter, which all of today's have, needs Priority and DeleteMarkerReplication.
// - Objects under a KMS key are copied only where the rule says so and names the key of the
//   destination. S3 uses both keys in the role's name; through the conditions it can use them for
//   these buckets only. With bucket keys the context is the bucket's ARN, without it the object's.
// - Versions are never deleted by replication, nor what a lifecycle rule removes: each bucket has
//   its own.
#include "services/s3/replication.h"

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/bucket.h"

#include "diag/ids/buckets.h"
#include "services/iam/policy.h"
#include "services/s3/bucket.h"

namespace btsinfra {
namespace {

Statement allowing(std::string sid, std::vector<std::string> actions, cfn::Value resource) {
  Statement statement;
  statement.sid = std::move(sid);
  statement.actions = std::move(actions);
  statement.resources = {std::move(resource)};
  return statement;
}

// The use of a bucket's key through S3, for that bucket.
Statement use_of_key(std::string sid, std::vector<std::string> actions, cfn::Value key,
                     const Component& bucket, const ResolvedSystem& system) {
  const Region& region = system.region(bucket);
  const std::string suffix =
      region.partition() == "aws-cn" ? ".amazonaws.com.cn" : ".amazonaws.com";
  const cfn::Value arn = Lowering::symbol(bucket, bucket_id(bucket.name), "Arn");
  Statement statement = allowing(std::move(sid), std::move(actions), std::move(key));
  statement.conditions = cfn::Map{
      {"StringEquals", cfn::Map{{"kms:ViaService", "s3." + std::string(region.name()) + suffix}}},
      {"StringLike",
       cfn::Map{{"kms:EncryptionContext:aws:s3:arn", cfn::List{arn, bucket_objects(bucket, "")}}}}};
  return statement;
}

std::vector<Statement> permissions(const Component& source, const Component& destination,
                                   const ResolvedSystem& system) {
  const std::string& prefix = source.as<Bucket>().replicate_prefix;
  std::vector<std::string> written{"s3:ReplicateObject", "s3:ReplicateTags"};
  if (source.as<Bucket>().replicate_deletions) written.emplace_back("s3:ReplicateDelete");
  std::vector<Statement> statements{
      allowing("ReadSource", {"s3:GetReplicationConfiguration", "s3:ListBucket"},
               Lowering::symbol(source, bucket_id(source.name), "Arn")),
      allowing("ReadVersions",
               {"s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl",
                "s3:GetObjectVersionTagging"},
               bucket_objects(source, prefix)),
      allowing("WriteCopies", std::move(written), bucket_objects(destination, prefix))};
  if (cfn::Value key = bucket_key(source, system); key.as<cfn::Null>() == nullptr) {
    statements.push_back(
        use_of_key("DecryptSource", {"kms:Decrypt"}, std::move(key), source, system));
  }
  if (cfn::Value key = bucket_key(destination, system); key.as<cfn::Null>() == nullptr) {
    statements.push_back(use_of_key("EncryptCopies", {"kms:Encrypt", "kms:GenerateDataKey"},
                                    std::move(key), destination, system));
  }
  return statements;
}

cfn::Map rule_of(const Component& source, const Component& destination,
                 const ResolvedSystem& system) {
  const auto& bucket = source.as<Bucket>();
  cfn::Map target{{"Bucket", Lowering::symbol(destination, bucket_id(destination.name), "Arn")}};
  cfn::Value key = bucket_key(destination, system);
  if (key.as<cfn::Null>() == nullptr) {
    target.set("EncryptionConfiguration", cfn::Map{{"ReplicaKmsKeyID", std::move(key)}});
  }
  cfn::Map rule{
      {"Id", "Replicate"},
      {"Status", "Enabled"},
      {"Priority", 1},
      {"Filter", cfn::Map{{"Prefix", bucket.replicate_prefix}}},
      {"DeleteMarkerReplication",
       cfn::Map{{"Status", bucket.replicate_deletions ? "Enabled" : "Disabled"}}},
  };
  if (bucket.key) {
    rule.set("SourceSelectionCriteria",
             cfn::Map{{"SseKmsEncryptedObjects", cfn::Map{{"Status", "Enabled"}}}});
  }
  rule.set("Destination", std::move(target));
  return rule;
}

// One check of one bucket's replication.
class ReplicationCheck {
 public:
  ReplicationCheck(const Component& source, const Component& destination,
                   const ResolvedSystem& system, Diagnostics& diags)
      : source_(source),
        destination_(destination),
        here_(system.at(source, "replicate_to")),
        system_(system),
        diags_(diags) {}

  void run() {
    if (destination_.tainted || ring()) return;
    versions(source_);
    versions(destination_);
    partition();
    key();
    chain();
  }

 private:
  [[nodiscard]] const std::string& written() const {
    return source_.as<Bucket>().replicate_to.target().path;
  }

  // Reported once, at the bucket of the circle that comes first.
  bool ring() {
    std::vector<const Component*> circle{&source_};
    const Component* next = &destination_;
    while (next != nullptr && next->id != source_.id) {
      if (circle.size() > system_.components().size()) return false;  // a circle further on
      circle.push_back(next);
      next = replica_of_bucket(*next, system_);
    }
    if (next == nullptr) return false;
    for (const Component* bucket : circle) {
      if (bucket->id < source_.id) return true;
    }
    if (circle.size() == 1) {
      diags_.report(ids::ReplicationRing, here_, "`{}` would be replicated to itself", source_.name)
          .help("name another bucket; versions keep what was replaced or deleted without a copy");
      return true;
    }
    std::vector<std::string> names;
    for (const Component* bucket : circle) {
      names.push_back(system_.blueprint(*bucket).name + "." + bucket->label());
    }
    Report report = diags_.report(
        ids::ReplicationRing, here_,
        "buckets are replicated to each other, so none of them could be created first: {}",
        circle_text(names));
    for (std::size_t i = 1; i < std::min(circle.size(), most_steps_shown); ++i) {
      report.note(system_.at(*circle[i], "replicate_to"), "`" + names[i] + "` is replicated here");
    }
    report.help(
        "replicate in one direction, from where objects are written; who takes over turns "
        "it round in a scenario");
    return true;
  }

  // S3 replicates what is written by clients, not what it replicated itself (Amazon S3 User Guide,
  // "What isn't replicated").
  void chain() {
    const Component* further = replica_of_bucket(destination_, system_);
    if (further == nullptr) return;
    std::size_t steps = 0;
    for (const Component* next = further; next != nullptr; ++steps) {
      if (steps > system_.components().size()) return;  // a circle further on, reported there
      next = replica_of_bucket(*next, system_);
    }
    diags_
        .report(ids::ReplicationChain, here_,
                "copies in `{}` are not copied on to `{}`, to which that bucket is replicated",
                written(), destination_.as<Bucket>().replicate_to.target().path)
        .note(system_.at(destination_, "replicate_to"), "this takes what is written there alone")
        .help("name the bucket that the copies shall come to in the end");
  }

  void versions(const Component& bucket) {
    if (bucket.as<Bucket>().versioned) return;
    const bool own = bucket.id == source_.id;
    diags_
        .report(ids::ReplicationUnversioned, here_,
                "replication copies versions, and {} keeps none",
                own ? std::string("this bucket") : "`" + written() + "`")
        .note(system_.at(bucket, "versioned"), "versions are switched off here")
        .help("leave `versioned: false` out there, or do not replicate");
  }

  void partition() {
    const std::string_view own = system_.region(source_).partition();
    const std::string_view other = system_.region(destination_).partition();
    if (own == other) return;
    diags_
        .report(ids::ReplicationPartition, here_,
                "`{}` is in another partition of AWS ({}, this one {}), and S3 replicates within "
                "one",
                written(), other, own)
        .note(system_.at(destination_), "the bucket")
        .help("name a bucket in a region of this partition");
  }

  void key() {
    if (!source_.as<Bucket>().key || destination_.as<Bucket>().key) return;
    diags_
        .report(ids::ReplicationKey, here_,
                "objects here are encrypted with a key of KMS, and their copies in `{}` need one "
                "too",
                written())
        .note(system_.at(source_, "key"), "the key here")
        .note(system_.at(destination_), "this bucket has none")
        .help("give that bucket a `key` of its own region");
  }

  const Component& source_;
  const Component& destination_;
  Span here_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

std::optional<cfn::Map> lower_replication(const Component& bucket, Lowering& lowering) {
  const ResolvedSystem& system = lowering.system();
  const Component* destination = replica_of_bucket(bucket, system);
  if (destination == nullptr || destination->tainted) return std::nullopt;
  const std::string stem = bucket_id(bucket.name) + "Replication";
  lowering.add(bucket, bucket_layer(bucket), stem + "Role", "AWS::IAM::Role").properties =
      cfn::Map{{"Description", "Lets S3 copy objects of " + bucket.label()},
               {"AssumeRolePolicyDocument", trust_policy("s3.amazonaws.com")},
               {"Tags", lowering.tags(bucket, bucket.as<Bucket>().options.tags,
                                      lowering.default_name(bucket) + "-replication")}};
  lowering.add(bucket, bucket_layer(bucket), stem + "Policy", "AWS::IAM::RolePolicy").properties =
      cfn::Map{{"RoleName", Lowering::symbol(bucket, stem + "Role")},
               {"PolicyName", "Replicate"},
               {"PolicyDocument", policy_document(permissions(bucket, *destination, system))}};
  return cfn::Map{{"Role", Lowering::symbol(bucket, stem + "Role", "Arn")},
                  {"Rules", cfn::List{rule_of(bucket, *destination, system)}}};
}

void check_replication(const Component& bucket, const ResolvedSystem& system, Diagnostics& diags) {
  const Component* destination = replica_of_bucket(bucket, system);
  if (destination != nullptr) ReplicationCheck(bucket, *destination, system, diags).run();
}

}  // namespace btsinfra
