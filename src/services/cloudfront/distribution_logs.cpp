// AWS facts this rests on (CloudFront developer guide, "Configure standard logging (v2)";
// CloudWatch Logs user guide, "Enable logging from AWS services"):
// - The older kind of log wants a bucket with ACLs, which ours have not. This kind is written
//   through CloudWatch Logs' delivery by the bucket's policy.
// - Source, destination and delivery can be made in us-east-1 only, wherever the bucket stands.
// - The policy must stand when the delivery is made: else AWS writes a statement of its own into
//   it, which the next deployment would take out again.
// - Names of sources and destinations have up to 60 characters and are unique in account and
// region.
#include "services/cloudfront/distribution_logs.h"

#include "services/cloudfront/distribution.h"
#include "services/cloudfront/distribution_parts.h"
#include "services/s3/bucket.h"

namespace btsinfra {

void lower_access_logs(const Component& distribution, Layer layer, Lowering& lowering) {
  const auto& settings = distribution.as<Distribution>();
  const ResolvedSystem& system = lowering.system();
  const Component* bucket = system.target(distribution, settings.access_logs.target(), "buckets");
  if (bucket == nullptr) return;
  const std::string stem = distribution_id(distribution.name) + "Log";
  const std::string name = log_source_name(distribution, system);
  const cfn::Value tags = lowering.tags(distribution, settings.options.tags, name);

  lowering.add(distribution, layer, stem + "Source", "AWS::Logs::DeliverySource").properties =
      cfn::Map{{"Name", name},
               {"ResourceArn", distribution_arn(distribution)},
               {"LogType", "ACCESS_LOGS"},
               {"Tags", tags}};
  lowering.add(distribution, layer, stem + "Destination", "AWS::Logs::DeliveryDestination")
      .properties = cfn::Map{{"Name", name},
                             {"DestinationResourceArn",
                              cfn::Text{{Lowering::symbol(*bucket, bucket_id(bucket->name), "Arn"),
                                         "/" + distribution_logs_prefix(distribution)}}},
                             {"OutputFormat", "w3c"},
                             {"Tags", tags}};
  LoweredResource& delivery = lowering.add_in(distribution.blueprint, distribution, layer,
                                              stem + "Delivery", "AWS::Logs::Delivery");
  delivery.resource.properties = cfn::Map{
      {"DeliverySourceName", Lowering::symbol(distribution, stem + "Source")},
      {"DeliveryDestinationArn", Lowering::symbol(distribution, stem + "Destination", "Arn")},
      {"Tags", tags}};
  delivery.waits_for.push_back({bucket->blueprint, bucket_policy_id(bucket->name)});
}

}  // namespace btsinfra
