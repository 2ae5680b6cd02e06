// AWS facts this rests on:
// - The public address that EC2 lends an instance is another one after each stop and start; an
//   Elastic IP stays. An address needs the internet gateway attached first.
// - Whether an instance gets a lent address is settled when it starts, at its network
//   interface; the Elastic IP takes its place later, once the instance runs.
// - IamInstanceProfile of an instance is the profile's name (in a launch template it is an
//   object).
// - With NetworkInterfaces, subnet and security groups stand in the interface and not beside
//   it.
#include "btsinfra/services/common.h"
#include "btsinfra/services/compute.h"
#include "btsinfra/services/network.h"

#include "services/contributor.h"
#include "services/ec2/bastion.h"
#include "services/ec2/bastion_settings.h"
#include "services/ec2/boot_script.h"
#include "services/ec2/security_group.h"
#include "services/iam/role.h"
#include "services/network/subnets.h"

namespace btsinfra {
namespace {

std::string stem(const Component& component) { return upper_camel(component.name) + "Bastion"; }

std::string address_id(const std::string& instance) { return instance + "ElasticIp"; }

// Everything that the instances of one bastion share.
struct Shared {
  Layer layer{};
  cfn::Value image;
  cfn::Value group;
  std::string profile;  // logical id; empty: none
};

// The lent address is there from the first moment, the Elastic IP only some seconds after; so
// it is wanted also where an Elastic IP follows, if something runs at boot.
bool wants_lent_address(const Bastion& bastion) {
  return !bastion.elastic_ips || has_boot_script(instance_settings(bastion));
}

void lower_instance(const Component& component, const Component& tier, const SubnetBlock& block,
                    const std::string& id, const Shared& shared, Lowering& lowering) {
  const auto& bastion = component.as<Bastion>();
  cfn::Map properties{{"ImageId", shared.image},
                      {"InstanceType", lowering.late(component, bastion.instance)}};
  if (bastion.key) properties.set("KeyName", lowering.late(component, *bastion.key));
  if (!shared.profile.empty()) {
    properties.set("IamInstanceProfile", Lowering::symbol(component, shared.profile));
  }
  properties.set(
      "NetworkInterfaces",
      cfn::List{cfn::Map{{"DeviceIndex", "0"},
                         {"AssociatePublicIpAddress", wants_lent_address(bastion)},
                         {"SubnetId", Lowering::symbol(tier, subnet_id(tier.name, block.zone))},
                         {"GroupSet", cfn::List{shared.group}}}});
  properties.set("MetadataOptions", metadata_options(1));
  properties.set("BlockDeviceMappings",
                 block_devices(component, instance_settings(bastion), lowering.system()));
  properties.set("Monitoring", true);
  if (has_boot_script(instance_settings(bastion))) {
    properties.set("UserData", boot_script(component, instance_settings(bastion), lowering));
  }
  properties.set("PropagateTagsToVolumeOnCreation", true);
  properties.set("Tags",
                 lowering.tags(component, bastion.options.tags,
                               lowering.default_name(component) + "-bastion-" + block.zone));
  lowering.add(component, shared.layer, id, "AWS::EC2::Instance").properties =
      std::move(properties);
}

void lower_address(const Component& component, const Component& tier, const SubnetBlock& block,
                   const std::string& id, Layer layer, Lowering& lowering) {
  const auto& bastion = component.as<Bastion>();
  cfn::Resource& address = lowering.add(component, layer, address_id(id), "AWS::EC2::EIP");
  address.properties = cfn::Map{
      {"Domain", "vpc"},
      {"Tags", lowering.tags(component, bastion.options.tags,
                             lowering.default_name(component) + "-bastion-" + block.zone)}};
  // A network without public tier has no gateway; the check has said so.
  if (tier.as<SubnetTier>().access == Access::Public) {
    address.depends_on = {"InternetGatewayAttachment"};
  }
  lowering.add(component, layer, address_id(id) + "Association", "AWS::EC2::EIPAssociation")
      .properties =
      cfn::Map{{"AllocationId", Lowering::symbol(component, address_id(id), "AllocationId")},
               {"InstanceId", Lowering::symbol(component, id)}};
}

// Where people find it: its address and, for Session Manager, its id.
void expose(const Component& component, const SubnetBlock& block, const std::string& id,
            Lowering& lowering) {
  const auto blueprint = static_cast<std::uint32_t>(component.blueprint);
  const std::string whose = " of bastion " + component.name + " in zone " + block.zone;
  lowering.expose({blueprint, id, ""}, "Instance id" + whose);
  if (component.as<Bastion>().elastic_ips) {
    lowering.expose({blueprint, address_id(id), "PublicIp"}, "Public address" + whose);
  } else {
    lowering.expose({blueprint, id, "PublicIp"}, "Public address" + whose);
  }
}

// Values one after the other, with commas between them.
cfn::Value joined(cfn::List values) {
  if (values.size() == 1) return std::move(values.front());
  cfn::Text text;
  for (cfn::Value& value : values) {
    if (!text.parts.empty()) text.parts.emplace_back(",");
    text.parts.push_back(std::move(value));
  }
  return text;
}

}  // namespace

std::vector<std::string> bastion_instances(const Component& bastion, const ResolvedSystem& system) {
  std::vector<std::string> ids;
  const auto& settings = bastion.as<Bastion>();
  if (const Component* tier = system.target(bastion, settings.subnets.target(), "subnets")) {
    for (const SubnetBlock& block : system.blocks(*tier)) {
      ids.push_back(stem(bastion) + upper_camel(block.zone));
    }
  }
  return ids;
}

std::span<const Attribute> BastionKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "instance_ids",
       .doc = "Ids of its instances, joined by commas in the order of the zones."},
      {.name = "public_ips",
       .doc = "Their public addresses, joined by commas in the order of the zones."},
      {.name = "security_group", .doc = "Id of its security group."},
      {.name = "role_arn",
       .doc = "ARN of the role of its instances; only with `session_manager`.",
       .type = fields::ValueType::Arn},
  };
  return known;
}

std::optional<Attribute> BastionKind::attribute(const Component& component,
                                                std::string_view name) const {
  if (name == "role_arn" && !component.as<Bastion>().session_manager) return std::nullopt;
  return Kind::attribute(component, name);
}

cfn::Value BastionKind::value(const Component& component, std::string_view attribute,
                              const ResolvedSystem& system) const {
  if (attribute == "security_group") return Lowering::symbol(component, security_group(component));
  if (attribute == "role_arn") return Lowering::symbol(component, stem(component) + "Role", "Arn");
  cfn::List values;
  for (const std::string& id : bastion_instances(component, system)) {
    if (attribute == "instance_ids") {
      values.push_back(Lowering::symbol(component, id));
    } else {
      const bool elastic = component.as<Bastion>().elastic_ips;
      values.push_back(Lowering::symbol(component, elastic ? address_id(id) : id, "PublicIp"));
    }
  }
  return joined(std::move(values));
}

std::string BastionKind::security_group(const Component& component) const {
  return stem(component) + "SecurityGroup";
}

void BastionKind::contribute(const Component& component, Contributor& contributor) const {
  contributor.allow(component, component.as<Bastion>().allow, bastion_ports);
}

void BastionKind::lower(const Component& component, Lowering& lowering) const {
  const auto& bastion = component.as<Bastion>();
  const Component* tier = lowering.system().target(component, bastion.subnets.target(), "subnets");
  if (tier == nullptr) return;

  Shared shared;
  shared.layer = bastion.options.stack.value_or(Layer::App);
  shared.group = lower_security_group(component, "bastion", bastion.options.tags, lowering);
  if (bastion.session_manager) {
    shared.profile = lower_instance_role(component, shared.layer, stem(component),
                                         bastion.session_manager, bastion.options.tags, lowering)
                         .profile;
  }
  shared.image = image_of(component, instance_settings(bastion), lowering);
  for (const SubnetBlock& block : lowering.system().blocks(*tier)) {
    const std::string id = stem(component) + upper_camel(block.zone);
    lower_instance(component, *tier, block, id, shared, lowering);
    if (bastion.elastic_ips) lower_address(component, *tier, block, id, shared.layer, lowering);
    expose(component, block, id, lowering);
  }
}

}  // namespace btsinfra
