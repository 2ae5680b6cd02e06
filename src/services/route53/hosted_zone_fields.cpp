// The field table of hosted zones.
#include "btsinfra/services/hosted_zone.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field hosted_zone_fields[] = {
    field<&HostedZone::domain>("domain", "The domain whose names it holds, as `example.com`.")
        .required(),
    field<&HostedZone::existing>(
        "existing",
        "Id of a zone that exists already, or a parameter of type `hosted_zone`. Nothing is "
        "created then.")
        .means(Meaning::HostedZone)
        .without("the zone is created, and the registrar is to be told its name servers"),
    field<&HostedZone::is_private>("private", "Answers within networks only."),
    field<&HostedZone::networks>("networks",
                                 "Networks in which a private zone answers, as `network` or "
                                 "`virginia.network`.")
        .without("the blueprint's own")
        .within(0, 100),
    field<&HostedZone::comment>("comment", "Shown beside the zone.").within(0, 256),
    field<&HostedZone::query_logs>(
        "query_logs",
        "ARN of a log group in us-east-1 that receives a line for each query; its resource policy "
        "must let Route 53 write.")
        .without("no query logs"),
    field<&HostedZone::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<HostedZone>() {
  static const Type type =
      record<HostedZone>("a hosted zone", "A DNS zone, created or existing.", hosted_zone_fields);
  return type;
}

}  // namespace btsinfra::fields
