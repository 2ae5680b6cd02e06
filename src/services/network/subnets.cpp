// Subnets, their route tables and routes.
//
// AWS facts this rests on:
// - A subnet is public because its table routes 0.0.0.0/0 to the internet gateway; that route and
//   everything with a public address waits for the gateway's attachment.
// - A subnet uses exactly one table. Without an association it would silently use the VPC's main
//   table, so every subnet is associated.
#include "services/network/subnets.h"

#include "btsinfra/model/blueprint.h"

#include "services/lowering.h"
#include "services/network/nat_instance.h"

namespace btsinfra {
namespace {

void lower_subnet(const Component& component, const SubnetTier& tier, const SubnetBlock& block,
                  const std::string& stem, Lowering& lowering) {
  bool is_public = tier.access == Access::Public;
  cfn::Map properties{{"VpcId", Lowering::symbol(component, "Vpc")},
                      {"AvailabilityZone", cfn::sub("${AWS::Region}" + block.zone)},
                      {"CidrBlock", block.cidr.to_string()}};
  if (is_public) properties.set("MapPublicIpOnLaunch", true);
  properties.set("Tags", lowering.tags(component, tier.tags, stem + "-" + block.zone));
  std::string id = subnet_id(component.name, block.zone);
  lowering.add(component, Layer::Network, id, "AWS::EC2::Subnet").properties =
      std::move(properties);
  lowering
      .add(component, Layer::Network, id + "RouteTableAssociation",
           "AWS::EC2::SubnetRouteTableAssociation")
      .properties =
      cfn::Map{{"SubnetId", Lowering::symbol(component, id)},
               {"RouteTableId",
                Lowering::symbol(component, route_table_id(tier, component.name, block.zone))}};
}

void lower_route_table(const Component& component, const SubnetTier& tier, const std::string& zone,
                       const std::string& stem, Lowering& lowering) {
  std::string table = route_table_id(tier, component.name, zone);
  bool per_zone = tier.access == Access::Private;
  lowering.add(component, Layer::Network, table, "AWS::EC2::RouteTable").properties =
      cfn::Map{{"VpcId", Lowering::symbol(component, "Vpc")},
               {"Tags", lowering.tags(component, tier.tags, per_zone ? stem + "-" + zone : stem)}};

  const Network& network = *lowering.system().blueprint(component).network;
  bool is_public = tier.access == Access::Public;
  bool through_nat = tier.access == Access::Private && network.nat != Nat::None;
  if (!is_public && !through_nat) return;

  cfn::Map properties{{"RouteTableId", Lowering::symbol(component, table)},
                      {"DestinationCidrBlock", "0.0.0.0/0"}};
  if (is_public) {
    properties.set("GatewayId", Lowering::symbol(component, "InternetGateway"));
  } else {
    properties.set(network.nat == Nat::Instance ? "InstanceId" : "NatGatewayId",
                   Lowering::symbol(component, nat_id(network, zone)));
  }
  cfn::Resource& route = lowering.add(
      component, Layer::Network,
      upper_camel(component.name) + "DefaultRoute" + (per_zone ? upper_camel(zone) : ""),
      "AWS::EC2::Route");
  route.properties = std::move(properties);
  if (is_public) route.depends_on = {"InternetGatewayAttachment"};
}

}  // namespace

std::string subnet_id(std::string_view tier, std::string_view zone) {
  return upper_camel(tier) + "Subnet" + upper_camel(zone);
}

std::string route_table_id(const SubnetTier& tier, std::string_view name, std::string_view zone) {
  std::string id = upper_camel(name) + "RouteTable";
  return tier.access == Access::Private ? id + upper_camel(zone) : id;
}

void SubnetKind::each(const Blueprint& blueprint,
                      FunctionRef<void(const std::string&, const void*)> visit) const {
  if (!blueprint.network) return;
  for (const auto& [name, tier] : blueprint.network->subnets) visit(name, &tier);
}

Path SubnetKind::path(std::string_view name) const { return Path({"network", "subnets"}) / name; }

const fields::Type& SubnetKind::type() const { return fields::type_of<SubnetTier>(); }

std::span<const Attribute> SubnetKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "ids", .doc = "Ids of its subnets, joined by commas in the order of the zones."},
      {.name = "cidrs",
       .doc = "Its address blocks, joined by commas in the order of the zones.",
       .constant = true},
  };
  return known;
}

cfn::Value SubnetKind::value(const Component& component, std::string_view attribute,
                             const ResolvedSystem& system) const {
  cfn::Text text;
  for (const SubnetBlock& block : system.blocks(component)) {
    if (!text.parts.empty()) text.parts.emplace_back(",");
    if (attribute == "cidrs") {
      text.parts.emplace_back(block.cidr.to_string());
    } else {
      text.parts.push_back(Lowering::symbol(component, subnet_id(component.name, block.zone)));
    }
  }
  return text;
}

void SubnetKind::lower(const Component& component, Lowering& lowering) const {
  const auto& tier = component.as<SubnetTier>();
  std::string stem = lowering.default_name(component);
  const std::vector<SubnetBlock>& blocks = lowering.system().blocks(component);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    lower_subnet(component, tier, blocks[i], stem, lowering);
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i == 0 || tier.access == Access::Private) {
      lower_route_table(component, tier, blocks[i].zone, stem, lowering);
    }
  }
}

}  // namespace btsinfra
