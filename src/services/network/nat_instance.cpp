// AWS facts this rests on:
// - An instance that forwards for others must not check source and destination.
// - The old `amzn-ami-vpc-nat` images are built on Amazon Linux 2018.03, out of support since 2020;
//   Amazon Linux 2023 does the same with IP forwarding and nftables masquerading.
// - It needs a fixed public address: an EIP, after the internet gateway is attached.
// - Only the private subnets may send through it; answers come back by connection tracking.
#include "services/network/nat_instance.h"

#include "btsinfra/services/common.h"
#include "btsinfra/services/network.h"

#include "services/ec2/instance.h"
#include "services/network/subnets.h"

namespace btsinfra {
namespace {

constexpr const char* masquerade = R"(#!/bin/bash
set -euo pipefail
# The address changes while the Elastic IP arrives: try until the packages are there.
until dnf install -y nftables; do sleep 5; done
echo 'net.ipv4.ip_forward = 1' > /etc/sysctl.d/90-nat.conf
sysctl --system
device=$(ip -o -4 route show to default | awk '{print $5; exit}')
cat > /etc/sysconfig/nftables.conf <<RULES
table ip nat {
  chain postrouting {
    type nat hook postrouting priority 100;
    oifname "$device" masquerade
  }
}
RULES
systemctl enable --now nftables
)";

}  // namespace

void lower_nat_instance(const Component& component, const Network& network, const Component& tier,
                        Lowering& lowering) {
  std::string name = lowering.default_name(component) + "-nat";
  cfn::List tags = lowering.tags(component, network.tags, name);
  lowering.add(component, Layer::Network, "NatInstanceSecurityGroup", "AWS::EC2::SecurityGroup")
      .properties =
      cfn::Map{{"GroupDescription", "NAT instance: private subnets may send through it"},
               {"VpcId", Lowering::symbol(component, "Vpc")},
               {"Tags", tags}};
  for (const auto& [tier_name, private_tier] : network.subnets) {
    if (private_tier.access != Access::Private) continue;
    const Component* from = lowering.system().find(component.blueprint, "subnets", tier_name);
    for (const SubnetBlock& block : lowering.system().blocks(*from)) {
      lowering
          .add(component, Layer::Network, "NatInstanceFrom" + subnet_id(tier_name, block.zone),
               "AWS::EC2::SecurityGroupIngress")
          .properties =
          cfn::Map{{"GroupId", Lowering::symbol(component, "NatInstanceSecurityGroup")},
                   {"IpProtocol", "-1"},
                   {"CidrIp", block.cidr.to_string()},
                   {"Description", "Subnet " + tier_name + " in zone " + block.zone}};
    }
  }

  cfn::Value image = default_image(component, network.nat_instance, lowering);
  const std::string& zone = network.zones.front();
  cfn::Resource& instance =
      lowering.add(component, Layer::Network, "NatInstance", "AWS::EC2::Instance");
  instance.properties = cfn::Map{
      {"ImageId", std::move(image)},
      {"InstanceType", lowering.late(component, network.nat_instance)},
      {"SubnetId", Lowering::symbol(component, subnet_id(tier.name, zone))},
      {"SecurityGroupIds", cfn::List{Lowering::symbol(component, "NatInstanceSecurityGroup")}},
      {"SourceDestCheck", false},
      {"Monitoring", true},
      {"MetadataOptions", metadata_options(1)},
      {"BlockDeviceMappings",
       cfn::List{cfn::Map{{"DeviceName", "/dev/xvda"},
                          {"Ebs", cfn::Map{{"VolumeType", "gp3"}, {"Encrypted", true}}}}}},
      {"UserData", cfn::intrinsic("Fn::Base64", masquerade)},
      {"Tags", tags}};
  // User data runs once: the way to the packages must stand before.
  instance.depends_on = {"InternetGatewayAttachment", upper_camel(tier.name) + "DefaultRoute",
                         subnet_id(tier.name, zone) + "RouteTableAssociation"};
  cfn::Resource& address =
      lowering.add(component, Layer::Network, "NatInstanceElasticIp", "AWS::EC2::EIP");
  address.properties = cfn::Map{{"Domain", "vpc"},
                                {"InstanceId", Lowering::symbol(component, "NatInstance")},
                                {"Tags", tags}};
  address.depends_on = {"InternetGatewayAttachment"};
}

}  // namespace btsinfra
