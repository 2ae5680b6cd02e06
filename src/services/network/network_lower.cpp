// VPC, internet gateway, NAT, gateway endpoints and flow logs.
//
// AWS facts this rests on:
// - A NAT gateway stands in a public subnet; a private route table per zone keeps a zone's traffic
// in
//   the zone, so that the loss of one takes only its own way out.
// - EIPs and NAT gateways need the gateway attached first, and nothing refers to the attachment:
//   DependsOn says it.
// - Names over peering and private names need both DNS attributes of the VPC.
// - A flow log into CloudWatch Logs needs a role that may write to that group.
#include <set>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/common.h"
#include "btsinfra/services/network.h"

#include "services/iam/policy.h"
#include "services/lowering.h"
#include "services/network/nat_instance.h"
#include "services/network/network.h"
#include "services/network/subnets.h"

namespace btsinfra {
namespace {

cfn::Value name_tag(const Component& component, const Text& given, const Lowering& lowering) {
  return given.empty() ? cfn::Value(lowering.default_name(component))
                       : lowering.text(component, given);
}

void lower_vpc(const Component& component, const Network& network, Lowering& lowering) {
  cfn::Value name = name_tag(component, network.name, lowering);
  lowering.add(component, Layer::Network, "Vpc", "AWS::EC2::VPC").properties =
      cfn::Map{{"CidrBlock", network.cidr->to_string()},
               {"EnableDnsSupport", true},
               {"EnableDnsHostnames", true},
               {"Tags", lowering.tags(component, network.tags, name)}};
  lowering.expose({static_cast<std::uint32_t>(component.blueprint), "Vpc", ""}, "The VPC");
}

void lower_internet_gateway(const Component& component, const Network& network,
                            Lowering& lowering) {
  cfn::Value name = name_tag(component, network.internet_gateway, lowering);
  lowering.add(component, Layer::Network, "InternetGateway", "AWS::EC2::InternetGateway")
      .properties = cfn::Map{{"Tags", lowering.tags(component, network.tags, name)}};
  lowering
      .add(component, Layer::Network, "InternetGatewayAttachment", "AWS::EC2::VPCGatewayAttachment")
      .properties = cfn::Map{{"VpcId", Lowering::symbol(component, "Vpc")},
                             {"InternetGatewayId", Lowering::symbol(component, "InternetGateway")}};
}

// The public tier in which NAT stands: the first by name.
const Component* public_tier(const Component& component, const Network& network,
                             const ResolvedSystem& system) {
  for (const auto& [name, tier] : network.subnets) {
    if (tier.access == Access::Public) return system.find(component.blueprint, "subnets", name);
  }
  return nullptr;
}

void lower_nat_gateway(const Component& component, const Network& network, const Component& tier,
                       const std::string& zone, Lowering& lowering) {
  std::string id = nat_id(network, zone);
  cfn::Value name = lowering.default_name(component) + "-nat-" + zone;
  cfn::Resource& address =
      lowering.add(component, Layer::Network, id + "ElasticIp", "AWS::EC2::EIP");
  address.properties =
      cfn::Map{{"Domain", "vpc"}, {"Tags", lowering.tags(component, network.tags, name)}};
  address.depends_on = {"InternetGatewayAttachment"};
  cfn::Resource& gateway = lowering.add(component, Layer::Network, id, "AWS::EC2::NatGateway");
  gateway.properties =
      cfn::Map{{"SubnetId", Lowering::symbol(component, subnet_id(tier.name, zone))},
               {"AllocationId", Lowering::symbol(component, id + "ElasticIp", "AllocationId")},
               {"Tags", lowering.tags(component, network.tags, name)}};
  gateway.depends_on = {"InternetGatewayAttachment"};
}

void lower_nat(const Component& component, const Network& network, Lowering& lowering) {
  if (network.nat == Nat::None) return;
  bool needed = false;
  for (const auto& [name, tier] : network.subnets)
    needed = needed || tier.access == Access::Private;
  const Component* tier = public_tier(component, network, lowering.system());
  if (!needed || tier == nullptr) return;
  if (network.nat == Nat::Instance) {
    lower_nat_instance(component, network, *tier, lowering);
    return;
  }
  for (const std::string& zone : network.zones) {
    lower_nat_gateway(component, network, *tier, zone, lowering);
    if (network.nat == Nat::Single) return;
  }
}

void lower_endpoints(const Component& component, const Network& network, Lowering& lowering) {
  cfn::List tables;
  for (const auto& [name, tier] : network.subnets) {
    if (tier.access == Access::Public) continue;
    std::string last;
    for (const std::string& zone : network.zones) {
      std::string table = route_table_id(tier, name, zone);
      if (table != last) tables.push_back(Lowering::symbol(component, table));
      last = table;
    }
  }
  if (tables.empty()) return;
  const std::set<GatewayEndpoint> once(network.endpoints.begin(), network.endpoints.end());
  for (GatewayEndpoint endpoint : once) {
    bool s3 = endpoint == GatewayEndpoint::S3;
    lowering
        .add(component, Layer::Network, s3 ? "S3Endpoint" : "DynamoDbEndpoint",
             "AWS::EC2::VPCEndpoint")
        .properties =
        cfn::Map{{"VpcEndpointType", "Gateway"},
                 {"ServiceName", cfn::sub(s3 ? "com.amazonaws.${AWS::Region}.s3"
                                             : "com.amazonaws.${AWS::Region}.dynamodb")},
                 {"VpcId", Lowering::symbol(component, "Vpc")},
                 {"RouteTableIds", tables}};
  }
}

void lower_flow_logs(const Component& component, const Network& network, const FlowLogs& logs,
                     Lowering& lowering) {
  cfn::Resource& group =
      lowering.add(component, Layer::Network, "FlowLogGroup", "AWS::Logs::LogGroup");
  group.deletion_policy = "RetainExceptOnCreate";
  group.update_replace_policy = "Retain";
  group.properties =
      cfn::Map{{"RetentionInDays", logs.retention},
               {"Tags", lowering.tags(component, network.tags, lowering.default_name(component))}};

  Statement trust;
  trust.actions = {"sts:AssumeRole"};
  trust.principal = cfn::Map{{"Service", "vpc-flow-logs.amazonaws.com"}};
  trust.conditions =
      cfn::Map{{"StringEquals", cfn::Map{{"aws:SourceAccount", cfn::ref("AWS::AccountId")}}}};
  Statement write;
  write.actions = {"logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"};
  write.resources = {Lowering::symbol(component, "FlowLogGroup", "Arn")};
  lowering.add(component, Layer::Network, "FlowLogRole", "AWS::IAM::Role").properties =
      cfn::Map{{"Description", "Lets VPC flow logs write to their log group"},
               {"AssumeRolePolicyDocument", policy_document({trust})},
               {"Policies", cfn::List{cfn::Map{{"PolicyName", "WriteFlowLogs"},
                                               {"PolicyDocument", policy_document({write})}}}},
               {"Tags", lowering.tags(component, network.tags, lowering.default_name(component))}};

  static constexpr std::string_view traffic[] = {"ALL", "ACCEPT", "REJECT"};
  lowering.add(component, Layer::Network, "FlowLog", "AWS::EC2::FlowLog").properties =
      cfn::Map{{"ResourceType", "VPC"},
               {"ResourceId", Lowering::symbol(component, "Vpc")},
               {"TrafficType", traffic[static_cast<std::size_t>(logs.traffic)]},
               {"LogDestinationType", "cloud-watch-logs"},
               {"LogGroupName", Lowering::symbol(component, "FlowLogGroup")},
               {"DeliverLogsPermissionArn", Lowering::symbol(component, "FlowLogRole", "Arn")},
               {"Tags", lowering.tags(component, network.tags, lowering.default_name(component))}};
}

}  // namespace

void NetworkKind::each(const Blueprint& blueprint,
                       FunctionRef<void(const std::string&, const void*)> visit) const {
  if (blueprint.network) visit("", &*blueprint.network);
}

const fields::Type& NetworkKind::type() const { return fields::type_of<Network>(); }

std::span<const Attribute> NetworkKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "vpc_id", .doc = "The VPC's id."},
      {.name = "cidr",
       .doc = "The VPC's address block.",
       .type = fields::ValueType::Cidr,
       .constant = true,
       .meaning = fields::Meaning::AddressBlock},
  };
  return known;
}

cfn::Value NetworkKind::value(const Component& component, std::string_view attribute,
                              const ResolvedSystem& /*system*/) const {
  if (attribute == "cidr") return component.as<Network>().cidr->to_string();
  return Lowering::symbol(component, "Vpc");
}

void NetworkKind::lower(const Component& component, Lowering& lowering) const {
  const auto& network = component.as<Network>();
  lower_vpc(component, network, lowering);
  bool any_public = false;
  for (const auto& [name, tier] : network.subnets)
    any_public = any_public || tier.access == Access::Public;
  if (any_public) lower_internet_gateway(component, network, lowering);
  lower_nat(component, network, lowering);
  lower_endpoints(component, network, lowering);
  if (network.flow_logs) lower_flow_logs(component, network, *network.flow_logs, lowering);
}

std::string nat_id(const Network& network, std::string_view zone) {
  std::string stem = network.nat == Nat::Instance ? "NatInstance" : "NatGateway";
  return network.nat == Nat::PerZone ? stem + upper_camel(zone) : stem;
}

}  // namespace btsinfra
