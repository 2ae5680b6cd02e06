// What instances run at first boot: `environment`, the lines that join a cluster, `user_data`.
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

using Ids = std::vector<std::string>;

std::string with_group(const std::string& lines) {
  return R"(
blueprint: 1
system: demo
region: us-east-1
parameters:
  Greeting: {type: string, default: hello, description: What is said}
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
buckets:
  code: {}
clusters:
  main: {}
autoscaling:
  web:
    subnets: private
)" + lines;
}

// The text that is encoded, references as <Id>.
std::string script(const Compiled& compiled) {
  const cfn::Resource* resource = find(compiled, "WebLaunchTemplate");
  REQUIRE(resource != nullptr);
  const auto* data = resource->properties.find("LaunchTemplateData")->as<cfn::Map>();
  REQUIRE(data != nullptr);
  const cfn::Value* user_data = data->find("UserData");
  if (user_data == nullptr) return "";
  const cfn::Value& encoded = user_data->as<cfn::Intrinsic>()->argument.value();
  if (const auto* words = encoded.as<std::string>()) return *words;
  std::string text;
  for (const cfn::Value& part : encoded.as<cfn::Text>()->parts) {
    const auto* words = part.as<std::string>();
    text += words == nullptr ? rendered(part) : *words;
  }
  return text;
}

}  // namespace

TEST_CASE("variables are exported behind the interpreter's line and before the script") {
  const Compiled compiled = compile_yaml(with_group(R"(    reads: [buckets.code]
    environment:
      BUCKET: ${{ buckets.code.name }}/htdocs
      QUOTED: it's "$HOME" `id` \n
    user_data: |
      #!/bin/bash -e
      echo "${BUCKET}" ${{ buckets.code.arn }}
)"));
  REQUIRE(found_ids(compiled).empty());
  CHECK(script(compiled) ==
        "#!/bin/bash -e\n"
        "export BUCKET='<CodeBucket>/htdocs'\n"
        "export QUOTED='it'\\''s \"$HOME\" `id` \\n'\n"
        "echo \"${BUCKET}\" <CodeBucket.Arn>\n");
}

TEST_CASE("what a deployment gives cannot break out of its quotes") {
  const Compiled compiled = compile_yaml(with_group(R"(    environment:
      GREETING: ${{ parameters.Greeting }}!
    user_data: "#!/bin/sh"
)"));
  REQUIRE(found_ids(compiled).empty());
  CHECK(script(compiled) ==
        "#!/bin/sh\n"
        "export GREETING=\"$(cat <<'BTSINFRA_END'\n"
        "<<Greeting>, \"!\">\n"
        "BTSINFRA_END\n"
        ")\"\n");
}

TEST_CASE("hosts join their cluster, with a script of their own or without") {
  const Compiled bare = compile_yaml(with_group("    cluster: main\n"));
  REQUIRE(found_ids(bare).empty());
  const std::string joined =
      "cat >> /etc/ecs/ecs.config <<'END'\n"
      "ECS_CLUSTER=<MainCluster>\n"
      "ECS_AWSVPC_BLOCK_IMDS=true\n"
      "END\n";
  CHECK(script(bare) == "#!/bin/bash\n" + joined);

  const Compiled own =
      compile_yaml(with_group("    cluster: main\n    environment: {A: b}\n    user_data: |\n"
                              "      #!/usr/bin/env bash\n      echo $A\n"));
  REQUIRE(found_ids(own).empty());
  CHECK(script(own) == "#!/usr/bin/env bash\n" + joined + "export A='b'\necho $A\n");
}

TEST_CASE("hosts start from the image made for them, on a volume that holds it") {
  const Compiled compiled =
      compile_yaml(with_group("    cluster: main\n    instance: t4g.small\n"));
  REQUIRE(found_ids(compiled).empty());
  const cfn::Resource* resource = find(compiled, "WebLaunchTemplate");
  REQUIRE(resource != nullptr);
  const std::string data = rendered(*resource->properties.find("LaunchTemplateData"));
  CHECK(data.find(R"("ImageId": <LatestContainerHostArm>)") != std::string::npos);
  CHECK(data.find(R"("VolumeSize": 30)") != std::string::npos);
  CHECK(compiled.lowered.parameters.at({0, "LatestContainerHostArm"}).default_value ==
        cfn::Value("/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id"));
  const cfn::Resource* role = find(compiled, "WebInstanceRole");
  REQUIRE(role != nullptr);
  CHECK(rendered(*role->properties.find("ManagedPolicyArns"))
            .find("service-role/AmazonEC2ContainerServiceforEC2Role") != std::string::npos);
}

TEST_CASE("what can stand before user data, and under which names") {
  struct Case {
    const char* lines;
    Ids found;
  };
  const Case cases[] = {
      {"    environment: {A1_b: x}\n    user_data: \"#!/bin/dash\"\n", {}},
      {"    environment: {A: x}\n    user_data: \"#! /bin/sh -e\"\n", {}},
      {"    environment: {A: x}\n    user_data: \"#!/usr/bin/env zsh\"\n", {}},
      {"    environment: {A: x}\n", {"BTS3066"}},
      {"    environment: {1A: x}\n    user_data: \"#!/bin/sh\"\n", {"BTS3065"}},
      {"    environment: {A-B: x}\n    user_data: \"#!/bin/sh\"\n", {"BTS3065"}},
      {"    environment: {UID: x}\n    user_data: \"#!/bin/sh\"\n", {"BTS3065"}},
      {"    environment: {A: x}\n    user_data: \"#!/usr/bin/python3\"\n", {"BTS3064"}},
      {"    environment: {A: x}\n    user_data: \"#cloud-config\"\n", {"BTS3064"}},
      {"    cluster: main\n    user_data: \"#cloud-config\"\n", {"BTS3064"}},
      {"    user_data: \"#cloud-config\"\n", {}},
      {"    cluster: main\n    volume: {size: 20}\n", {"BTS3059"}},
      {"    cluster: main\n    volume: {size: 30}\n", {}},
      {"    allow: [{from: internet, ports: [3306]}]\n", {"BTS3063"}},
      {"    allow: [{from: internet, ports: [6000-7000]}]\n", {"BTS3063"}},
      {"    allow: [{from: internet, ports: [1-65535]}]\n", {"BTS3062", "BTS3062", "BTS3063"}},
      {"    allow: [{from: 10.0.0.0/16, ports: [3306]}]\n", {}},
  };
  for (const Case& one : cases) {
    INFO(one.lines);
    CHECK(found_ids(compile_yaml(with_group(one.lines))) == one.found);
  }
}
