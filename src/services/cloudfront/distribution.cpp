// What a distribution is to others: its attributes, and what it asks of the buckets that it
// publishes and of the one that receives its logs.
//
// AWS facts this rests on:
// - A bucket lets a distribution in by a statement of its policy: principal
//   cloudfront.amazonaws.com, and the distribution's ARN as the condition. Ref gives an id and the
//   type has no ARN to get, so the ARN is put together. The policy is a resource of its own, later
//   than the distribution, whose origin names the bucket: so nothing goes round in a circle.
// - Without s3:ListBucket a missing object answers 403.
// - Access logs (standard logging v2) are written by delivery.logs.amazonaws.com; the source of the
//   delivery stands in us-east-1, wherever the bucket is.
// - The hosted zone of all distributions is Z2FDTNDATAQYW2.
#include "services/cloudfront/distribution.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "services/acm/coverage.h"
#include "services/cloudfront/distribution_parts.h"
#include "services/contributor.h"
#include "services/domain_names.h"
#include "services/lowering.h"
#include "services/s3/bucket.h"

namespace btsinfra {
namespace {

constexpr std::size_t longest_log_name = 60;

cfn::Value bucket_arn(const Component& bucket) {
  return Lowering::symbol(bucket, bucket_id(bucket.name), "Arn");
}

Statement let_in(const Component& distribution, std::string sid, std::string action) {
  Statement statement;
  statement.sid = std::move(sid);
  statement.principal = cfn::Map{{"Service", "cloudfront.amazonaws.com"}};
  statement.actions = {std::move(action)};
  statement.conditions =
      cfn::Map{{"StringEquals", cfn::Map{{"AWS:SourceArn", distribution_arn(distribution)},
                                         {"AWS:SourceAccount", cfn::ref("AWS::AccountId")}}}};
  return statement;
}

// Unique in the bucket's policy, of whatever blueprint the distribution is.
std::string sid_of(std::string_view what, const Component& distribution, const Component& bucket,
                   const ResolvedSystem& system) {
  const bool own = distribution.blueprint == bucket.blueprint;
  return std::string(what) + (own ? "" : upper_camel(system.blueprint(distribution).name)) +
         distribution_id(distribution.name);
}

void publish(const Component& component, const PublishedBucket& published,
             Contributor& contributor) {
  const Component& bucket = *published.bucket;
  const ResolvedSystem& system = contributor.system();
  const Layer layer = std::max(distribution_layer(component), bucket_layer(bucket));
  Statement read = let_in(component, sid_of("ReadBy", component, bucket, system), "s3:GetObject");
  for (const std::string& path : published.paths) {
    read.resources.emplace_back(cfn::Text{{bucket_arn(bucket), path + "/*"}});
  }
  contributor.add(PolicyStatement{
      .to = bucket.id, .statement = std::move(read), .layer = layer, .origin = published.place});
  if (!published.list) return;
  Statement list = let_in(component, sid_of("ListBy", component, bucket, system), "s3:ListBucket");
  list.resources = {bucket_arn(bucket)};
  contributor.add(PolicyStatement{
      .to = bucket.id, .statement = std::move(list), .layer = layer, .origin = published.place});
}

void deliver_logs(const Component& component, const Component& bucket, Contributor& contributor) {
  const ResolvedSystem& system = contributor.system();
  Statement write;
  write.sid = logs_statement_id(component, distribution_id(component.name), bucket, system);
  write.principal = cfn::Map{{"Service", "delivery.logs.amazonaws.com"}};
  write.actions = {"s3:PutObject"};
  write.resources = {
      cfn::Text{{bucket_arn(bucket), "/" + distribution_logs_prefix(component) + "/*"}}};
  write.conditions =
      cfn::Map{{"StringEquals", cfn::Map{{"aws:SourceAccount", cfn::ref("AWS::AccountId")},
                                         {"s3:x-amz-acl", "bucket-owner-full-control"}}},
               {"ArnLike",
                cfn::Map{{"aws:SourceArn",
                          cfn::Text{{"arn:", cfn::ref("AWS::Partition"),
                                     ":logs:us-east-1:", cfn::ref("AWS::AccountId"),
                                     ":delivery-source:" + log_source_name(component, system)}}}}}};
  contributor.add(PolicyStatement{.to = bucket.id,
                                  .statement = std::move(write),
                                  .layer = bucket_layer(bucket),
                                  .origin = component.place / "access_logs"});
}

}  // namespace

std::string distribution_id(std::string_view name) { return upper_camel(name) + "Distribution"; }

Layer distribution_layer(const Component& distribution) {
  return distribution.as<Distribution>().options.stack.value_or(Layer::Cdn);
}

cfn::Value distribution_arn(const Component& distribution) {
  return cfn::Text{{"arn:", cfn::ref("AWS::Partition"), ":cloudfront::", cfn::ref("AWS::AccountId"),
                    ":distribution/",
                    Lowering::symbol(distribution, distribution_id(distribution.name))}};
}

std::string log_source_name(const Component& distribution, const ResolvedSystem& system) {
  return account_name(distribution, "logs", longest_log_name, system);
}

std::span<const Attribute> DistributionKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "domain_name", .doc = "Its name under cloudfront.net, for aliases and records."},
      {.name = "id", .doc = "Its id."},
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn},
      {.name = "zone_id",
       .doc = "Id of the hosted zone that an alias of it names, the same for all distributions.",
       .constant = true},
  };
  return known;
}

cfn::Value DistributionKind::value(const Component& component, std::string_view attribute,
                                   const ResolvedSystem& /*system*/) const {
  if (attribute == "arn") return distribution_arn(component);
  if (attribute == "zone_id") return "Z2FDTNDATAQYW2";
  return Lowering::symbol(component, distribution_id(component.name),
                          attribute == "id" ? "" : "DomainName");
}

void DistributionKind::contribute(const Component& component, Contributor& contributor) const {
  const ResolvedSystem& system = contributor.system();
  for (const PublishedBucket& published : published_buckets(component, system)) {
    publish(component, published, contributor);
  }
  const Component* logs =
      system.target(component, component.as<Distribution>().access_logs.target(), "buckets");
  if (logs != nullptr && !logs->tainted) deliver_logs(component, *logs, contributor);
}

AliasTraits DistributionKind::alias_traits(const Component& component) const {
  return {.ipv6 = component.as<Distribution>().ipv6,
          .judged = false,
          .private_only = false,
          .name_attribute = "domain_name"};
}

std::vector<ShownCertificate> DistributionKind::shown_certificates(
    const Component& component, const ResolvedSystem& system) const {
  const std::optional<Late<std::string>>& arn = component.as<Distribution>().certificate;
  if (!arn) return {};
  const Component* certificate = certificate_of(component, *arn, system);
  if (certificate == nullptr) return {};
  return {{.certificate = certificate, .by = &component}};
}

bool DistributionKind::answers(const Component& component, std::string_view host) const {
  const std::vector<Text>& aliases = component.as<Distribution>().aliases;
  return std::any_of(aliases.begin(), aliases.end(), [host](const Text& alias) {
    const std::string* words = alias.literal();
    if (words == nullptr) return true;  // a parameter may say so
    const std::vector<std::string> name{*words};
    return covers(name, host);
  });
}

}  // namespace btsinfra
