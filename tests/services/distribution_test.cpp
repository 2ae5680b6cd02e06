// The kind `distributions`: what it emits, what it asks of buckets, what it refuses.
#include "services/cloudfront/distribution.h"

#include <string>
#include <vector>

#include "services/alias_target.h"
#include "services/cloudfront/distribution_parts.h"
#include "services/cloudfront/managed_policies.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::compile_files;
using test::compile_yaml;
using test::Compiled;
using test::rendered;
using Words = std::vector<std::string>;

const std::string certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1a2b";

std::string blueprint(const std::string& distributions, const std::string& region = "us-east-1") {
  return "blueprint: 1\nsystem: demo\nregion: " + region +
         "\nbuckets:\n  media: {}\n  copy: {}\n  logs: {}\ndistributions:\n" + distributions;
}

// One distribution `media` over bucket `media`, with these fields too.
std::string media(const std::string& fields) {
  return blueprint("  media: {origins: {a: {bucket: media}}" +
                   (fields.empty() ? "" : ", " + fields) + "}\n");
}

// What stands at a path of keys and list indices in a resource's properties, rendered.
std::string at(const Compiled& compiled, const std::string& id, const Words& path) {
  const cfn::Resource* resource = find(compiled, id);
  if (resource == nullptr) return "no " + id;
  cfn::Value value = resource->properties;
  for (const std::string& step : path) {
    cfn::Value next;
    if (const auto* map = value.as<cfn::Map>()) {
      if (map->find(step) == nullptr) return "";
      next = *map->find(step);
    } else {
      next = value.as<cfn::List>()->at(std::stoul(step));
    }
    value = std::move(next);
  }
  return rendered(value);
}

std::string config(const Compiled& compiled, const std::string& key) {
  return at(compiled, "MediaDistribution", {"DistributionConfig", key});
}

TEST_CASE("a distribution over a bucket is signed, HTTPS only and adds security headers",
          "[cloudfront]") {
  const Compiled compiled = compile_yaml(media(""));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(config(compiled, "Origins") ==
        R"([{"Id": "a", "DomainName": <MediaBucket.RegionalDomainName>, "OriginAccessControlId": )"
        R"(<MediaAOriginAccessControl.Id>, "S3OriginConfig": {"OriginAccessIdentity": ""}, )"
        R"("ConnectionAttempts": 3, "ConnectionTimeout": 10}])");
  CHECK(at(compiled, "MediaAOriginAccessControl", {"OriginAccessControlConfig"}) ==
        R"({"Name": "demo-blueprint-media-a", "OriginAccessControlOriginType": "s3", )"
        R"("SigningBehavior": "always", "SigningProtocol": "sigv4"})");
  CHECK(config(compiled, "DefaultCacheBehavior") ==
        R"({"TargetOriginId": "a", "ViewerProtocolPolicy": "https-only", "AllowedMethods": )"
        R"(["GET", "HEAD"], "CachedMethods": ["GET", "HEAD"], "Compress": true, )"
        R"("CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6", "ResponseHeadersPolicyId": )"
        R"("67f7725c-6f97-4210-82d7-5512b31e9d03"})");
  CHECK(config(compiled, "ViewerCertificate") == R"({"CloudFrontDefaultCertificate": true})");
  CHECK(config(compiled, "HttpVersion") == R"("http2and3")");
  CHECK(config(compiled, "OriginGroups").empty());
  CHECK(config(compiled, "WebACLId").empty());
}

TEST_CASE("the bucket admits the distribution and nobody else, once it is there", "[cloudfront]") {
  const Compiled compiled = compile_yaml(media(""));
  CHECK(at(compiled, "MediaBucketPolicy", {"PolicyDocument", "Statement", "1"}) ==
        R"({"Sid": "ReadByMediaDistribution", "Effect": "Allow", "Principal": {"Service": )"
        R"("cloudfront.amazonaws.com"}, "Action": "s3:GetObject", "Resource": )"
        R"(<<MediaBucket.Arn>, "/*">, "Condition": {"StringEquals": {"AWS:SourceArn": )"
        R"(<"arn:", {"Ref": "AWS::Partition"}, ":cloudfront::", {"Ref": "AWS::AccountId"}, )"
        R"(":distribution/", <MediaDistribution>>, "AWS:SourceAccount": )"
        R"({"Ref": "AWS::AccountId"}}}})");
  for (const LoweredResource& resource : compiled.lowered.resources) {
    const std::string& id = resource.resource.logical_id;
    if (id == "MediaBucket") CHECK(resource.layer == Layer::Storage);
    if (id == "MediaBucketPolicy") CHECK(resource.layer == Layer::Cdn);
    if (id == "CopyBucketPolicy") CHECK(resource.layer == Layer::Storage);
  }
}

TEST_CASE("origins of one bucket share a statement, and a list right is asked for",
          "[cloudfront]") {
  const Compiled compiled = compile_yaml(blueprint(R"(  media:
    origins:
      a: {bucket: media, path: /a, list: true}
      b: {bucket: media, path: /b}
    origin: a
    fallback: b
)"));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const Words statements{"PolicyDocument", "Statement"};
  CHECK(at(compiled, "MediaBucketPolicy", {"PolicyDocument", "Statement", "1", "Resource"}) ==
        R"([<<MediaBucket.Arn>, "/a/*">, <<MediaBucket.Arn>, "/b/*">])");
  CHECK(at(compiled, "MediaBucketPolicy", {"PolicyDocument", "Statement", "2", "Action"}) ==
        R"("s3:ListBucket")");
  CHECK(config(compiled, "OriginGroups") ==
        R"({"Quantity": 1, "Items": [{"Id": "a-or-b", "FailoverCriteria": {"StatusCodes": )"
        R"({"Quantity": 4, "Items": [500, 502, 503, 504]}}, "Members": {"Quantity": 2, "Items": )"
        R"([{"OriginId": "a"}, {"OriginId": "b"}]}}]})");
  CHECK(at(compiled, "MediaDistribution",
           {"DistributionConfig", "DefaultCacheBehavior", "TargetOriginId"}) == R"("a-or-b")");
}

TEST_CASE("a path takes over what it does not say, but no fallback for its own origin",
          "[cloudfront]") {
  const Compiled compiled = compile_yaml(blueprint(R"(  media:
    origins:
      a: {bucket: media}
      b: {bucket: copy}
      site: {host: www.example.org}
    origin: a
    fallback: b
    cache: long
    cache_policies: {long: {ttl: 100000, query: [v], cookies: [all]}}
    behaviors:
      - {path: /same/*, viewers: redirect}
      - {path: /api/*, origin: site, methods: all, cache: CachingDisabled, forward: AllViewer}
)"));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const auto behavior = [&](const std::string& index, const std::string& key) {
    return at(compiled, "MediaDistribution", {"DistributionConfig", "CacheBehaviors", index, key});
  };
  CHECK(behavior("0", "TargetOriginId") == R"("a-or-b")");
  CHECK(behavior("0", "CachePolicyId") == "<MediaLongCachePolicy.Id>");
  CHECK(behavior("0", "ViewerProtocolPolicy") == R"("redirect-to-https")");
  CHECK(behavior("1", "TargetOriginId") == R"("site")");
  CHECK(behavior("1", "CachePolicyId") == R"("4135ea2d-6df8-44a3-9df3-4b5a84be39ad")");
  CHECK(at(compiled, "MediaLongCachePolicy",
           {"CachePolicyConfig", "ParametersInCacheKeyAndForwardedToOrigin"}) ==
        R"({"EnableAcceptEncodingGzip": true, "EnableAcceptEncodingBrotli": true, )"
        R"("QueryStringsConfig": {"QueryStringBehavior": "whitelist", "QueryStrings": ["v"]}, )"
        R"("HeadersConfig": {"HeaderBehavior": "none"}, "CookiesConfig": {"CookieBehavior": )"
        R"("all"}})");
}

TEST_CASE("access logs are delivered once the bucket's policy stands", "[cloudfront]") {
  const Compiled compiled = compile_yaml(media("access_logs: logs"));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(at(compiled, "MediaDistributionLogSource", {"Name"}) == R"("demo-blueprint-media-logs")");
  CHECK(at(compiled, "MediaDistributionLogDestination", {"DestinationResourceArn"}) ==
        R"(<<LogsBucket.Arn>, "/distributions/media">)");
  CHECK(at(compiled, "LogsBucketPolicy", {"PolicyDocument", "Statement", "1", "Resource"}) ==
        R"(<<LogsBucket.Arn>, "/distributions/media/*">)");
  for (const LoweredResource& resource : compiled.lowered.resources) {
    if (resource.resource.logical_id != "MediaDistributionLogDelivery") continue;
    CHECK(resource.waits_for == std::vector<ResourceName>{{0, "LogsBucketPolicy"}});
  }
}

TEST_CASE("a bucket of another blueprint and region gets its policy there", "[cloudfront]") {
  const Compiled compiled = compile_files(
      {{"edge.yaml",
        "blueprint: 1\nsystem: demo\nregion: us-east-1\ndistributions:\n  media: {origins: {a: "
        "{bucket: seoul.buckets.media}}}\n"},
       {"seoul.yaml",
        "blueprint: 1\nsystem: demo\nregion: ap-northeast-2\nbuckets: {media: {}}\n"}});
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  for (const LoweredResource& resource : compiled.lowered.resources) {
    if (resource.resource.logical_id != "MediaBucketPolicy") continue;
    CHECK(resource.blueprint == 1);
    CHECK(resource.layer == Layer::Cdn);
  }
  CHECK(at(compiled, "MediaBucketPolicy", {"PolicyDocument", "Statement", "1", "Sid"}) ==
        R"("ReadByEdgeMediaDistribution")");
}

TEST_CASE("what CloudFront refuses", "[cloudfront]") {
  struct Case {
    std::string fields;
    Words ids;
  };
  const std::string named = "certificate: " + certificate + ", aliases: ";
  const std::vector<Case> cases = {
      {named + "[media.example.com]", {}},
      {named + "['*.example.com', a.example.com]", {}},
      {named + "[Media.example.com]", {"BTS3533"}},
      {named + "[a.example.com, a.example.com]", {"BTS3532"}},
      {"aliases: [a.example.com]", {"BTS3529"}},
      {"certificate: " + certificate, {"BTS3531"}},
      {"certificate: x, aliases: [a.example.com]", {"BTS3527"}},
      {"origin: b", {"BTS3521"}},
      {"fallback: a", {"BTS3522"}},
      {"cache: Nothing", {"BTS3536"}},
      {"cache: Managed-CachingDisabled", {}},
      {"forward: CORS-S3Origin", {}},
      {"forward: AllViewer", {"BTS3542"}},
      {"root: /a", {"BTS3544"}},
      {"countries: {only: [KR]}", {}},
      {"countries: {only: [kr]}", {"BTS3543"}},
      {"fallback_on: [418]", {"BTS3540"}},
      {"errors: {'404': {page: /a, status: 200}}", {}},
      {"errors: {'200': {page: /a}}", {"BTS3539"}},
      {"behaviors: [{path: '/a/*'}, {path: /b}]", {}},
      {"behaviors: [{path: '/a*c'}, {path: '/abc'}, {path: '/ac/c'}]", {"BTS3538", "BTS3538"}},
      {"behaviors: [{path: 'a?c'}, {path: '/a*c'}]", {}},
      {"behaviors: [{path: '/a/*'}, {path: '/a/*'}]", {"BTS3538"}},
      {"behaviors: [{path: '/한글'}]", {"BTS3537"}},
      {"access_logs: media", {"BTS3546"}},
      {"cache_policies: {x: {min_ttl: 5, ttl: 4}}", {"BTS3547"}},
  };
  for (const Case& each : cases) {
    const Compiled compiled = compile_yaml(media(each.fields));
    INFO(each.fields << "\n" << text(compiled));
    CHECK(found_ids(compiled) == each.ids);
  }
}

TEST_CASE("names of an account's list stay within their length and apart", "[cloudfront]") {
  const Compiled compiled = compile_yaml(blueprint(
      "  media_of_the_fan_shop_for_all_the_world: {origins: {from_the_bucket_in_seoul_one:"
      " {bucket: media}, from_the_bucket_in_seoul_two: {bucket: copy}}, origin: "
      "from_the_bucket_in_seoul_one, fallback: from_the_bucket_in_seoul_two}\n"));
  INFO(text(compiled));
  std::vector<std::string> names;
  for (const LoweredResource& resource : compiled.lowered.resources) {
    if (resource.resource.type != "AWS::CloudFront::OriginAccessControl") continue;
    const auto& config = *resource.resource.properties.find("OriginAccessControlConfig");
    names.push_back(*config.as<cfn::Map>()->find("Name")->as<std::string>());
  }
  REQUIRE(names.size() == 2);
  CHECK(names[0].size() == 64);
  CHECK(names[0] != names[1]);
}

TEST_CASE("managed policies go with and without the prefix of consoles", "[cloudfront]") {
  CHECK(find_policy(managed_cache_policies(), "CachingOptimized") ==
        find_policy(managed_cache_policies(), "Managed-CachingOptimized"));
  CHECK(find_policy(managed_cache_policies(), "SimpleCORS") == nullptr);
  CHECK(find_policy(managed_header_policies(), "SimpleCORS") != nullptr);
  CHECK(find_policy(managed_forward_policies(), "AllViewer")->host_header);
}

TEST_CASE("a distribution answers for its aliases alone", "[cloudfront]") {
  const Distribution settings{.aliases = {"media.example.com", "*.cdn.example.com"}};
  Component component;
  component.settings = &settings;
  const DistributionKind kind;
  CHECK(kind.answers(component, "media.example.com"));
  CHECK(kind.answers(component, "a.cdn.example.com"));
  CHECK_FALSE(kind.answers(component, "cdn.example.com"));
  CHECK_FALSE(kind.answers(component, "www.example.com"));
  CHECK(kind.alias_traits(component).ipv6);
  CHECK_FALSE(kind.alias_traits(component).judged);
}

}  // namespace
}  // namespace btsinfra
