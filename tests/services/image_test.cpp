#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

// A blueprint with one image, `golden`, that has these fields, and a group that starts from it.
std::string with_image(const std::string& fields) {
  return R"(
blueprint: 1
system: demo
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
images:
  golden: )" +
         fields + R"(
autoscaling:
  web: {subnets: private, image: golden}
)";
}

using Ids = std::vector<std::string>;

std::string template_text(const Compiled& compiled) {
  const cfn::Resource* resource = find(compiled, "WebLaunchTemplate");
  REQUIRE(resource != nullptr);
  return rendered(*resource->properties.find("LaunchTemplateData"));
}

}  // namespace

TEST_CASE("an image has exactly one source, in the form that AWS wants") {
  struct Case {
    const char* fields;
    Ids found;
  };
  const Case cases[] = {
      {"{id: ami-0c0123456789abcde}", {}},
      {"{id: ami-01234567}", {}},
      {"{ssm: /bts/images/golden}", {}},
      {"{by_region: {ap-northeast-2: ami-0c0123456789abcde, us-east-1: ami-01234567}}", {}},
      {"{}", {"BTS3050"}},
      {"{id: ami-01234567, ssm: /bts/golden}", {"BTS3050"}},
      {"{ssm: /bts/golden, by_region: {ap-northeast-2: ami-01234567}}", {"BTS3050"}},
      {"{id: BTS_AMI}", {"BTS3051"}},
      {"{id: ami-0123456}", {"BTS3051"}},
      {"{id: ami-0C0123456789ABCDE}", {"BTS3051"}},
      {"{by_region: {ap-northeast-2: golden}}", {"BTS3051"}},
      {"{by_region: {us-east-1: ami-01234567}}", {"BTS3052"}},
      {"{by_region: {ap-northeast-2: ami-01234567, us-east-9: ami-01234567}}", {"BTS2020"}},
      {"{ssm: \"golden image\"}", {"BTS3053"}},
      {"{id: ami-01234567, root_device: xvda}", {"BTS3054"}},
      {"{id: ami-01234567, root_device: /dev/}", {"BTS3054"}},
      {"{id: ami-01234567, root_device: /dev/sda1}", {}},
  };
  for (const Case& one : cases) {
    INFO(one.fields);
    CHECK(found_ids(compile_yaml(with_image(one.fields))) == one.found);
  }
}

TEST_CASE("an image by SSM name becomes a parameter of an SSM type") {
  const Compiled compiled = compile_yaml(with_image("{ssm: /bts/images/golden}"));
  const auto& parameters = compiled.lowered.parameters;
  REQUIRE(parameters.contains({0, "GoldenImage"}));
  const cfn::Parameter& parameter = parameters.at({0, "GoldenImage"});
  CHECK(parameter.type == "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>");
  CHECK(parameter.default_value == cfn::Value("/bts/images/golden"));
}

TEST_CASE("an image by region becomes a mapping") {
  const Compiled compiled = compile_yaml(
      with_image("{by_region: {us-east-1: ami-01234567, ap-northeast-2: ami-0123abcd}}"));
  const auto& mappings = compiled.lowered.mappings;
  REQUIRE(mappings.contains({0, "GoldenImages"}));
  CHECK(
      rendered(mappings.at({0, "GoldenImages"})) ==
      R"({"ap-northeast-2": {"ImageId": "ami-0123abcd"}, "us-east-1": {"ImageId": "ami-01234567"}})");
  CHECK(template_text(compiled).find("Fn::FindInMap") != std::string::npos);
}

TEST_CASE("an image by id is written as it is") {
  const std::string text = template_text(compile_yaml(with_image("{id: ami-0c0123456789abcde}")));
  CHECK(text.find(R"("ImageId": "ami-0c0123456789abcde")") != std::string::npos);
}

TEST_CASE("the root volume bears the name that the image knows it by") {
  struct Case {
    const char* fields;
    const char* device;
  };
  const Case cases[] = {
      {"{id: ami-01234567}", "/dev/xvda"},
      {"{id: ami-01234567, root_device: /dev/sda1}", "/dev/sda1"},
      {"{ssm: /aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id}",
       "/dev/sda1"},
      {"{ssm: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64}", "/dev/xvda"},
  };
  for (const Case& one : cases) {
    INFO(one.fields);
    const std::string text = template_text(compile_yaml(with_image(one.fields)));
    CHECK(text.find(std::string(R"("DeviceName": ")") + one.device + '"') != std::string::npos);
    CHECK(text.find(R"("Encrypted": true)") != std::string::npos);
  }
}

TEST_CASE("two images that templates could not tell apart are refused") {
  const std::string two =
      "{id: ami-01234567}\n  web_1: {id: ami-01234567}\n  web1: {id: ami-01234567}";
  CHECK(found_ids(compile_yaml(with_image(two))) == Ids{"BTS2024"});
  const std::string parameter =
      "{ssm: /bts/golden}\nparameters:\n  GoldenImage: {default: ami-01234567}";
  CHECK(found_ids(compile_yaml(with_image(parameter))) == Ids{"BTS2024"});
}
