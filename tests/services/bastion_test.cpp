#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

using Ids = std::vector<std::string>;

std::string with_bastion(const std::string& record, const std::string& more = "") {
  return R"(
blueprint: 1
system: demo
name: seoul
region: ap-northeast-2
parameters:
  AdminCidr: {type: cidr, default: 203.0.113.7/32}
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
bastions:
  main: )" +
         record + "\n" + more;
}

std::string property(const Compiled& compiled, const char* logical_id, const char* name) {
  const cfn::Resource* resource = find(compiled, logical_id);
  if (resource == nullptr) return "no resource";
  const cfn::Value* value = resource->properties.find(name);
  return value == nullptr ? "no property" : rendered(*value);
}

}  // namespace

TEST_CASE("a bastion stands in a public tier and somebody can enter it") {
  struct Case {
    const char* record;
    Ids found;
  };
  const Case cases[] = {
      {"{subnets: public}", {}},
      {"{subnets: public, allow: [parameters.AdminCidr], session_manager: false}", {}},
      {"{subnets: private}", {"BTS3070"}},
      {"{subnets: public, session_manager: false}", {"BTS3071"}},
  };
  for (const Case& one : cases) {
    INFO(one.record);
    CHECK(found_ids(compile_yaml(with_bastion(one.record))) == one.found);
  }
}

TEST_CASE("there is a bastion with an Elastic IP in each zone") {
  const Compiled compiled = compile_yaml(
      with_bastion("{subnets: public, key: BTS_Bastion_Key, allow: [parameters.AdminCidr]}"));
  REQUIRE(found_ids(compiled).empty());

  CHECK(property(compiled, "MainBastionA", "KeyName") == R"("BTS_Bastion_Key")");
  CHECK(property(compiled, "MainBastionA", "IamInstanceProfile") == "<MainBastionProfile>");
  CHECK(property(compiled, "MainBastionA", "NetworkInterfaces") ==
        R"([{"DeviceIndex": "0", "AssociatePublicIpAddress": false, "SubnetId": <PublicSubnetA>, )"
        R"("GroupSet": [<MainBastionSecurityGroup>]}])");
  CHECK(property(compiled, "MainBastionC", "MetadataOptions") ==
        R"({"HttpEndpoint": "enabled", "HttpTokens": "required", "HttpPutResponseHopLimit": 1})");
  CHECK(property(compiled, "MainBastionC", "Monitoring") == "true");
  CHECK(property(compiled, "MainBastionC", "UserData") == "no property");
  CHECK(property(compiled, "MainBastionC", "BlockDeviceMappings").find(R"("Encrypted": true)") !=
        std::string::npos);

  const cfn::Resource* address = find(compiled, "MainBastionCElasticIp");
  REQUIRE(address != nullptr);
  CHECK(address->depends_on == std::vector<std::string>{"InternetGatewayAttachment"});
  CHECK(property(compiled, "MainBastionCElasticIpAssociation", "AllocationId") ==
        "<MainBastionCElasticIp.AllocationId>");
  CHECK(property(compiled, "MainBastionCElasticIpAssociation", "InstanceId") == "<MainBastionC>");

  CHECK(compiled.lowered.parameters.contains({0, "LatestAmazonLinux"}));
}

TEST_CASE("without Elastic IPs, or with user data, a bastion asks for an address at once") {
  const Compiled lent = compile_yaml(with_bastion("{subnets: public, elastic_ips: false}"));
  CHECK(property(lent, "MainBastionA", "NetworkInterfaces")
            .find(R"("AssociatePublicIpAddress": true)") != std::string::npos);
  CHECK(find(lent, "MainBastionAElasticIp") == nullptr);

  const Compiled booting = compile_yaml(
      with_bastion("{subnets: public, user_data: \"#!/bin/bash\\ndnf update -y\\n\"}"));
  CHECK(property(booting, "MainBastionA", "NetworkInterfaces")
            .find(R"("AssociatePublicIpAddress": true)") != std::string::npos);
  CHECK(find(booting, "MainBastionAElasticIp") != nullptr);
}

TEST_CASE("only whom a bastion allows may connect, to SSH") {
  const Compiled compiled =
      compile_yaml(with_bastion("{subnets: public, allow: [parameters.AdminCidr]}"));
  const cfn::Resource* rule = find(compiled, "MainBastionFromAdminCidrOn22");
  REQUIRE(rule != nullptr);
  CHECK(rule->type == "AWS::EC2::SecurityGroupIngress");
  CHECK(rendered(*rule->properties.find("FromPort")) == "22");
  CHECK(rendered(*rule->properties.find("ToPort")) == "22");
}

TEST_CASE("without Session Manager a bastion has no role") {
  const Compiled compiled = compile_yaml(
      with_bastion("{subnets: public, allow: [203.0.113.7/32], session_manager: false}"));
  CHECK(find(compiled, "MainBastionRole") == nullptr);
  CHECK(property(compiled, "MainBastionA", "IamInstanceProfile") == "no property");
  CHECK(found_ids(compile_yaml(with_bastion(
            "{subnets: public, allow: [203.0.113.7/32], session_manager: false}", R"(resources:
  Probe:
    Type: AWS::SSM::Parameter
    Properties: {Type: String, Value: '${{ bastions.main.role_arn }}'}
)"))) == Ids{"BTS2003"});
}

TEST_CASE("the instances of a bastion are joined by commas") {
  const Compiled compiled = compile_yaml(with_bastion("{subnets: public}", R"(resources:
  Probe:
    Type: AWS::SSM::Parameter
    Properties: {Type: StringList, Value: '${{ bastions.main.instance_ids }}'}
)"));
  REQUIRE(found_ids(compiled).empty());
  const std::string value = property(compiled, "Probe", "Value");
  CHECK(value.find("<MainBastionA>") != std::string::npos);
  CHECK(value.find("<MainBastionC>") > value.find("<MainBastionA>"));
}
