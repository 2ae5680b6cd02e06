// The kind `buckets`: what it emits, what others may do with it, what it refuses.
#include "services/s3/bucket.h"

#include <string>
#include <vector>

#include "services/lowering.h"
#include "services/s3/bucket_names.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::compile_files;
using test::compile_yaml;
using test::Compiled;

const std::string key_arn = "arn:aws:kms:ap-northeast-2:123456789012:key/0a1b";

std::string blueprint(const std::string& buckets) {
  return R"(blueprint: 1
system: demo
region: ap-northeast-2
parameters:
  Suffix: {description: Makes names unique}
buckets:
)" + buckets;
}

cfn::Value symbol(std::string_view id, std::string_view attribute = "") {
  return cfn::Symbol{0, id, attribute};
}

cfn::Value property(const Compiled& compiled, const std::string& id, const std::string& name) {
  const cfn::Resource* resource = find(compiled, id);
  const cfn::Value* value = resource == nullptr ? nullptr : resource->properties.find(name);
  return value == nullptr ? cfn::Value{} : *value;
}

cfn::List statements(const Compiled& compiled, const std::string& policy) {
  const cfn::Value document = property(compiled, policy, "PolicyDocument");
  REQUIRE(document.as<cfn::Map>() != nullptr);
  return *document.as<cfn::Map>()->find("Statement")->as<cfn::List>();
}

// Ids of the lifecycle rules, in order.
std::vector<std::string> lifecycle(const Compiled& compiled, const std::string& bucket) {
  std::vector<std::string> rules;
  const cfn::Value value = property(compiled, bucket, "LifecycleConfiguration");
  for (const cfn::Value& rule : *value.as<cfn::Map>()->find("Rules")->as<cfn::List>()) {
    rules.push_back(*rule.as<cfn::Map>()->find("Id")->as<std::string>());
  }
  return rules;
}

Layer layer_of(const Compiled& compiled, const std::string& id) {
  for (const LoweredResource& resource : compiled.lowered.resources) {
    if (resource.resource.logical_id == id) return resource.layer;
  }
  FAIL("no resource " << id);
  return Layer::App;
}

TEST_CASE("a bucket without a word is closed, encrypted, versioned and kept", "[s3]") {
  const Compiled compiled = compile_yaml(blueprint("  media: {}\n"));
  CHECK(found_ids(compiled).empty());
  const cfn::Resource* bucket = find(compiled, "MediaBucket");
  REQUIRE(bucket != nullptr);
  CHECK(bucket->type == "AWS::S3::Bucket");
  CHECK(bucket->deletion_policy == "RetainExceptOnCreate");
  CHECK(bucket->update_replace_policy == "Retain");
  CHECK(layer_of(compiled, "MediaBucket") == Layer::Storage);
  CHECK(bucket->properties.find("BucketName") == nullptr);
  CHECK(bucket->properties.find("LoggingConfiguration") == nullptr);
  CHECK(bucket->properties.find("NotificationConfiguration") == nullptr);
  CHECK(property(compiled, "MediaBucket", "PublicAccessBlockConfiguration") ==
        cfn::Map{{"BlockPublicAcls", true},
                 {"BlockPublicPolicy", true},
                 {"IgnorePublicAcls", true},
                 {"RestrictPublicBuckets", true}});
  CHECK(property(compiled, "MediaBucket", "OwnershipControls") ==
        cfn::Map{{"Rules", cfn::List{cfn::Map{{"ObjectOwnership", "BucketOwnerEnforced"}}}}});
  CHECK(property(compiled, "MediaBucket", "BucketEncryption") ==
        cfn::Map{{"ServerSideEncryptionConfiguration",
                  cfn::List{cfn::Map{
                      {"ServerSideEncryptionByDefault", cfn::Map{{"SSEAlgorithm", "AES256"}}}}}}});
  CHECK(property(compiled, "MediaBucket", "VersioningConfiguration") ==
        cfn::Map{{"Status", "Enabled"}});
  CHECK(lifecycle(compiled, "MediaBucket") == std::vector<std::string>{"AbortUploads"});
}

TEST_CASE("a bucket's policy refuses requests without TLS", "[s3]") {
  const Compiled compiled = compile_yaml(blueprint("  media: {}\n"));
  CHECK(property(compiled, "MediaBucketPolicy", "Bucket") == symbol("MediaBucket"));
  const cfn::Value arn = symbol("MediaBucket", "Arn");
  CHECK(statements(compiled, "MediaBucketPolicy") ==
        cfn::List{cfn::Map{
            {"Sid", "TlsOnly"},
            {"Effect", "Deny"},
            {"Principal", "*"},
            {"Action", "s3:*"},
            {"Resource", cfn::List{arn, cfn::Text{{arn, "/*"}}}},
            {"Condition", cfn::Map{{"Bool", cfn::Map{{"aws:SecureTransport", "false"}}}}}}});
}

TEST_CASE("lifecycle, key, events and name of a bucket", "[s3]") {
  const Compiled compiled = compile_yaml(blueprint(R"(  media:
    name: bts-media-${{ parameters.Suffix }}
    key: )" + key_arn + R"(
    expire_old_versions: 30
    events: true
  logs: {versioned: false, expire: 90}
  uploads: {expire: 90, expire_old_versions: 7}
)"));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "MediaBucket", "BucketName") ==
        cfn::Text{{"bts-media-", cfn::ParameterSymbol{0, "Suffix"}}});
  CHECK(property(compiled, "MediaBucket", "BucketEncryption") ==
        cfn::Map{{"ServerSideEncryptionConfiguration",
                  cfn::List{cfn::Map{
                      {"BucketKeyEnabled", true},
                      {"ServerSideEncryptionByDefault",
                       cfn::Map{{"SSEAlgorithm", "aws:kms"}, {"KMSMasterKeyID", key_arn}}}}}}});
  CHECK(property(compiled, "MediaBucket", "NotificationConfiguration") ==
        cfn::Map{{"EventBridgeConfiguration", cfn::Map{{"EventBridgeEnabled", true}}}});
  CHECK(property(compiled, "LogsBucket", "VersioningConfiguration") ==
        cfn::Map{{"Status", "Suspended"}});

  CHECK(lifecycle(compiled, "MediaBucket") ==
        std::vector<std::string>{"AbortUploads", "ExpireOldVersions"});
  CHECK(lifecycle(compiled, "LogsBucket") == std::vector<std::string>{"AbortUploads", "Expire"});
  CHECK(lifecycle(compiled, "UploadsBucket") ==
        std::vector<std::string>{"AbortUploads", "Expire", "ExpireOldVersions"});
}

TEST_CASE("markers that hide nothing are deleted where no age does it", "[s3]") {
  const Compiled compiled = compile_yaml(
      blueprint("  a: {expire_old_versions: 7}\n  b: {expire: 9, expire_old_versions: 7}\n"));
  const auto marker = [&](const std::string& bucket) {
    const cfn::Value value = property(compiled, bucket, "LifecycleConfiguration");
    const cfn::List& rules = *value.as<cfn::Map>()->find("Rules")->as<cfn::List>();
    return rules.back().as<cfn::Map>()->find("ExpiredObjectDeleteMarker") != nullptr;
  };
  CHECK(marker("ABucket"));
  CHECK_FALSE(marker("BBucket"));
}

TEST_CASE("a log bucket lets in the logs of the others, each for itself", "[s3]") {
  const Compiled compiled = compile_yaml(blueprint(R"(  code: {access_logs: logs}
  logs: {}
  media: {access_logs: logs, access_logs_prefix: of-media/, stack: cdn}
)"));
  CHECK(found_ids(compiled).empty());
  CHECK(property(compiled, "CodeBucket", "LoggingConfiguration") ==
        cfn::Map{{"DestinationBucketName", symbol("LogsBucket")},
                 {"LogFilePrefix", "buckets/code/"}});
  const cfn::List all = statements(compiled, "LogsBucketPolicy");
  REQUIRE(all.size() == 3);
  CHECK(all[1] ==
        cfn::Map{{"Sid", "LogsOfCodeBucket"},
                 {"Effect", "Allow"},
                 {"Principal", cfn::Map{{"Service", "logging.s3.amazonaws.com"}}},
                 {"Action", "s3:PutObject"},
                 {"Resource", cfn::Text{{symbol("LogsBucket", "Arn"), "/buckets/code/*"}}},
                 {"Condition",
                  cfn::Map{{"ArnLike", cfn::Map{{"aws:SourceArn", symbol("CodeBucket", "Arn")}}},
                           {"StringEquals",
                            cfn::Map{{"aws:SourceAccount", cfn::ref("AWS::AccountId")}}}}}});
  CHECK(*all[2].as<cfn::Map>()->find("Resource") ==
        cfn::Text{{symbol("LogsBucket", "Arn"), "/of-media/*"}});
  // It names a bucket of the cdn stack, so it cannot stand before that.
  CHECK(layer_of(compiled, "LogsBucket") == Layer::Storage);
  CHECK(layer_of(compiled, "LogsBucketPolicy") == Layer::Cdn);
  CHECK(layer_of(compiled, "CodeBucketPolicy") == Layer::Storage);
}

TEST_CASE("what reading and writing a bucket takes", "[s3]") {
  Bucket settings;
  Component component;
  component.name = "media";
  component.settings = &settings;
  const System none;
  struct NoPlaces : Places {
    Span value(const Place&) const override { return {}; }
    Span key(const Place&) const override { return {}; }
    Span reference(const Place&, std::string_view) const override { return {}; }
    Span words(const Place&, std::string_view) const override { return {}; }
    std::optional<Place> find(std::size_t, std::string_view) const override { return {}; }
    bool covers(const Place&, const Span&) const override { return false; }
  } places;
  const ResolvedSystem system(none, places);
  const BucketKind kind;
  const cfn::Value arn = symbol("MediaBucket", "Arn");

  const std::vector<Statement> read = kind.access(component, AccessKind::Read, system);
  REQUIRE(read.size() == 2);
  CHECK(read[0].actions == std::vector<std::string>{"s3:GetObject"});
  CHECK(read[0].resources == cfn::List{cfn::Text{{arn, "/*"}}});
  CHECK(read[1].actions == std::vector<std::string>{"s3:ListBucket"});
  CHECK(read[1].resources == cfn::List{arn});

  settings.key = key_arn;
  const std::vector<Statement> write = kind.access(component, AccessKind::Write, system);
  REQUIRE(write.size() == 2);
  CHECK(write[0].actions ==
        std::vector<std::string>{"s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"});
  CHECK(write[1].actions == std::vector<std::string>{"kms:Decrypt", "kms:GenerateDataKey"});
  CHECK(write[1].resources == cfn::List{key_arn});

  CHECK(kind.value(component, "name", system) == symbol("MediaBucket"));
  CHECK(kind.value(component, "arn", system) == arn);
  CHECK(kind.value(component, "domain_name", system) ==
        symbol("MediaBucket", "RegionalDomainName"));
}

TEST_CASE("what a bucket refuses", "[s3]") {
  struct Case {
    std::string buckets;
    std::vector<std::string> found;
  };
  const Case& given = GENERATE_REF(values<Case>({
      {"  media: {name: bts-media-4711}\n", {}},
      {"  media: {name: BTS-Media}\n", {"BTS3250"}},
      {"  media: {name: \"BTS-${{ parameters.Suffix }}\"}\n", {"BTS3250"}},
      {"  media: {name: \"bts-${{ parameters.Suffix }}\"}\n", {}},
      {"  media: {name: \"bts-${AWS::AccountId}\"}\n", {"BTS3250"}},
      {"  media: {name: media.example.com}\n", {"BTS3251"}},
      {"  media: {key: alias/media}\n", {"BTS3252"}},
      {"  media: {key: \"arn:aws:kms:us-east-1:123456789012:key/0a1b\"}\n", {"BTS3252"}},
      {"  media: {versioned: false, expire_old_versions: 30}\n", {"BTS3253"}},
      {"  media: {expire: 30}\n", {"BTS3254"}},
      {"  media: {access_logs: media}\n", {"BTS3255"}},
      {"  media: {access_logs: logs}\n  logs: {access_logs: media}\n", {"BTS3255"}},
      {"  code: {access_logs: logs}\n  logs: {access_logs: media}\n  media: {access_logs: logs}\n",
       {"BTS3255"}},
      {"  media: {access_logs: logs}\n  logs: {key: \"" + key_arn + "\"}\n", {"BTS3257"}},
      {"  media: {tags: {owner: \"a&b\"}}\n", {"BTS3004"}},
      {"  media: {tags: {\"aws:owner\": a}}\n", {"BTS3004"}},
      {"  media: {tags: {담당: 홍길동}}\n", {}},
  }));
  CAPTURE(given.buckets);
  CHECK(found_ids(compile_yaml(blueprint(given.buckets))) == given.found);
}

TEST_CASE("logs stay within the blueprint", "[s3]") {
  const Compiled compiled =
      compile_files({{"seoul.yaml", blueprint("  logs: {}\n")},
                     {"tokyo.yaml", blueprint("  media: {access_logs: seoul.buckets.logs}\n")}});
  CHECK(found_ids(compiled) == std::vector<std::string>{"BTS3256"});
}

TEST_CASE("a bucket is replicated by a role that may do that alone", "[s3]") {
  const Compiled compiled =
      compile_files({{"seoul.yaml", blueprint("  media: {replicate_to: virginia.buckets.copy}\n")},
                     {"virginia.yaml",
                      "blueprint: 1\nsystem: demo\nregion: us-east-1\n"
                      "buckets: {copy: {}}\n"}});
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(test::rendered(property(compiled, "MediaBucket", "ReplicationConfiguration")) ==
        R"({"Role": <MediaBucketReplicationRole.Arn>, "Rules": [{"Id": "Replicate", )"
        R"("Status": "Enabled", "Priority": 1, "Filter": {"Prefix": ""}, )"
        R"("DeleteMarkerReplication": {"Status": "Enabled"}, )"
        R"("Destination": {"Bucket": <CopyBucket.Arn>}}]})");
  CHECK(property(compiled, "CopyBucket", "ReplicationConfiguration") == cfn::Value{});
  CHECK(property(compiled, "MediaBucketReplicationRole", "Policies") == cfn::Value{});
  const std::string policy =
      test::rendered(property(compiled, "MediaBucketReplicationPolicy", "PolicyDocument"));
  CAPTURE(policy);
  CHECK(policy.find(R"(["s3:ReplicateObject", "s3:ReplicateTags", "s3:ReplicateDelete"], )"
                    R"("Resource": <<CopyBucket.Arn>, "/*">)") != std::string::npos);
  CHECK(policy.find("kms") == std::string::npos);
}

TEST_CASE("copies of encrypted objects are encrypted with the key of their own bucket", "[s3]") {
  const std::string other = "arn:aws:kms:us-east-1:123456789012:key/0a1b";
  const Compiled compiled = compile_files(
      {{"seoul.yaml",
        blueprint("  media: {replicate_to: virginia.buckets.copy, replicate_prefix: a/, key: \"" +
                  key_arn + "\"}\n")},
       {"virginia.yaml",
        "blueprint: 1\nsystem: demo\nregion: us-east-1\nbuckets:\n  copy: {key: \"" + other +
            "\"}\n"}});
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const std::string rule =
      test::rendered(property(compiled, "MediaBucket", "ReplicationConfiguration"));
  CAPTURE(rule);
  CHECK(rule.find(R"("SseKmsEncryptedObjects": {"Status": "Enabled"})") != std::string::npos);
  CHECK(rule.find(R"({"ReplicaKmsKeyID": ")" + other + R"("})") != std::string::npos);
  CHECK(rule.find(R"({"Prefix": "a/"})") != std::string::npos);
  const std::string policy =
      test::rendered(property(compiled, "MediaBucketReplicationPolicy", "PolicyDocument"));
  CAPTURE(policy);
  CHECK(policy.find(R"("kms:ViaService": "s3.us-east-1.amazonaws.com")") != std::string::npos);
  CHECK(policy.find(R"("kms:ViaService": "s3.ap-northeast-2.amazonaws.com")") != std::string::npos);
}

TEST_CASE("what cannot be replicated", "[s3]") {
  struct Case {
    std::string buckets;
    std::vector<std::string> found;
  };
  const auto given = GENERATE_COPY(values<Case>({
      {"  a: {replicate_to: b}\n  b: {}\n", {}},
      {"  a: {replicate_to: b}\n  b: {replicate_to: c}\n  c: {}\n", {"BTS3262"}},
      {"  a: {replicate_to: a}\n", {"BTS3259"}},
      {"  a: {replicate_to: b}\n  b: {replicate_to: a}\n", {"BTS3259"}},
      {"  a: {replicate_to: b}\n  b: {replicate_to: c}\n  c: {replicate_to: b}\n", {"BTS3259"}},
      {"  a: {replicate_to: b, versioned: false}\n  b: {}\n", {"BTS3258"}},
      {"  a: {replicate_to: b}\n  b: {versioned: false}\n", {"BTS3258"}},
      {"  a: {replicate_to: b}\n  b: {key: \"" + key_arn + "\"}\n", {}},
      {"  a: {replicate_to: b, key: \"" + key_arn + "\"}\n  b: {}\n", {"BTS3260"}},
  }));
  CAPTURE(given.buckets);
  CHECK(found_ids(compile_yaml(blueprint(given.buckets))) == given.found);
}

TEST_CASE("names that S3 takes", "[s3]") {
  const std::string_view name =
      GENERATE("abc", "bts-media-4711", "0a0", "media.example.com", "a--b");
  CAPTURE(name);
  CHECK_FALSE(bucket_name_fault({.text = name}));
}

TEST_CASE("names that S3 refuses", "[s3]") {
  const std::string name =
      GENERATE("ab", "BTS", "bts_media", "-media", "media-", ".media", "a..b", "192.168.0.1",
               "xn--media", "sthree-media", "amzn-s3-demo-media", "media-s3alias", "media--ol-s3",
               "media.mrap", "media--x-s3", "media--table-s3", "공연영상", "med ia", "media/");
  CAPTURE(name);
  CHECK(bucket_name_fault({.text = name}));
  const std::string proposed = proposed_bucket_name(name);
  CAPTURE(proposed);
  CHECK((proposed.empty() || !bucket_name_fault({.text = proposed})));
}

TEST_CASE("a piece of a name is judged by where it stands", "[s3]") {
  CHECK_FALSE(bucket_name_fault({.text = "bts-", .last = false}));
  CHECK_FALSE(bucket_name_fault({.text = "-a", .first = false}));
  CHECK_FALSE(bucket_name_fault({.text = "-", .first = false, .last = false}));
  CHECK(bucket_name_fault({.text = "-bts", .last = false}));
  CHECK(bucket_name_fault({.text = "-s3alias", .first = false}));
  CHECK(bucket_name_fault({.text = std::string(64, 'a'), .last = false}));
}

TEST_CASE("the reason for a refused name is told", "[s3]") {
  CHECK(bucket_name_fault({.text = "공연영상"})->find("`공`") != std::string::npos);
  CHECK(bucket_name_fault({.text = "공연영상"})->find("host name") != std::string::npos);
  CHECK(bucket_name_fault({.text = "Media"})->find("lower case") != std::string::npos);
  CHECK(proposed_bucket_name("BTS_Media") == "bts-media");
  CHECK(proposed_bucket_name("공연영상") == "");
}

}  // namespace
}  // namespace btsinfra
