// The hosted zone, where it is created.
//
// AWS facts this rests on:
// - A new zone gets name servers of its own; the world asks it only once the registrar, or the zone
//   above, names them. So it stands in a stack of its own, before all that needs it delegated.
// - Name and the choice between public and private are create-only: a zone that was replaced has
//   other name servers. It is kept when its stack goes, as its records would be lost.
// - Tags of a zone are its HostedZoneTags.
// - A private zone names each VPC with the VPC's region, which need not be the stack's.
#include "btsinfra/model/blueprint.h"

#include "services/domain_names.h"
#include "services/lowering.h"
#include "services/route53/hosted_zone.h"

namespace btsinfra {
namespace {

cfn::Value vpc(const Component& network, const ResolvedSystem& system) {
  return cfn::Map{{"VPCId", network.kind->value(network, "vpc_id", system)},
                  {"VPCRegion", system.region(network).name()}};
}

cfn::List vpcs(const Component& component, const ResolvedSystem& system) {
  cfn::List all;
  const auto& zone = component.as<HostedZone>();
  for (const AnyRef& named : zone.networks) {
    const Component* network = system.target(component, named.target);
    if (network != nullptr && network->kind->key() == "network") {
      all.push_back(vpc(*network, system));
    }
  }
  const Component* own = system.find(component.blueprint, "network", "");
  if (zone.networks.empty() && own != nullptr) all.push_back(vpc(*own, system));
  return all;
}

}  // namespace

void HostedZoneKind::lower(const Component& component, Lowering& lowering) const {
  const auto& zone = component.as<HostedZone>();
  if (zone.existing) return;
  const std::string domain = domain_form(zone.domain);

  cfn::Map properties{{"Name", domain}};
  if (!zone.comment.empty()) {
    properties.set("HostedZoneConfig", cfn::Map{{"Comment", zone.comment}});
  }
  if (zone.is_private) properties.set("VPCs", vpcs(component, lowering.system()));
  if (zone.query_logs) {
    properties.set("QueryLoggingConfig", cfn::Map{{"CloudWatchLogsLogGroupArn",
                                                   lowering.late(component, *zone.query_logs)}});
  }
  properties.set("HostedZoneTags", lowering.tags(component, zone.options.tags, domain));

  const std::string id = hosted_zone_id(component.name);
  cfn::Resource& resource = lowering.add(component, zone.options.stack.value_or(Layer::Dns), id,
                                         "AWS::Route53::HostedZone");
  resource.properties = std::move(properties);
  resource.deletion_policy = "RetainExceptOnCreate";
  resource.update_replace_policy = "Retain";
  if (zone.is_private) return;
  const Component* above = zone_above(component, lowering.system());
  lowering.expose({static_cast<std::uint32_t>(component.blueprint), id, "NameServers"},
                  above == nullptr
                      ? "Name servers to enter at the registrar of " + domain
                      : "Name servers to enter as NS records of " + domain + " in the zone of " +
                            domain_form(above->as<HostedZone>().domain));
}

}  // namespace btsinfra
