#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

using Ids = std::vector<std::string>;

// A blueprint with a load balancer `web` and a group `web` that has these lines.
std::string with_group(const std::string& lines, const std::string& target_group = "{}") {
  return R"(
blueprint: 1
system: demo
name: seoul
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
load_balancers:
  front:
    subnets: public
    allow: [internet]
    plain_http: true
    target_group: )" +
         target_group + R"(
autoscaling:
  web:
    subnets: private
    behind: front
)" + lines;
}

// The same without a load balancer.
std::string alone(const std::string& lines) {
  return R"(
blueprint: 1
system: demo
name: seoul
region: ap-northeast-2
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
autoscaling:
  web:
)" + lines;
}

std::string property(const Compiled& compiled, const char* logical_id, const char* name) {
  const cfn::Resource* resource = find(compiled, logical_id);
  if (resource == nullptr) return "no resource";
  const cfn::Value* value = resource->properties.find(name);
  return value == nullptr ? "no property" : rendered(*value);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string update_policy(const Compiled& compiled) {
  const cfn::Resource* group = find(compiled, "WebAutoScalingGroup");
  REQUIRE(group != nullptr);
  REQUIRE(group->update_policy.has_value());
  return rendered(*group->update_policy);
}

}  // namespace

TEST_CASE("sizes, scaling and updates of a group fit each other") {
  struct Case {
    const char* lines;
    Ids found;
  };
  const Case cases[] = {
      {"    size: {min: 2, max: 4}\n    target_cpu: 75", {}},
      {"    size: 2", {}},
      {"    size: {min: 0, max: 1}", {}},
      {"    size: {min: 2, max: 4, desired: 3}", {}},
      {"    size: {min: 4, max: 2}", {"BTS3081"}},
      {"    size: {min: 2, max: 4, desired: 1}", {"BTS3081"}},
      {"    size: {min: 2, max: 4, desired: 5}", {"BTS3081"}},
      {"    size: {min: 2, max: 2}\n    target_cpu: 75", {"BTS3082"}},
      {"    size: {min: 2, max: 4}\n    update: {in_service: 3}", {}},
      {"    size: {min: 2, max: 4}\n    update: {in_service: 4}", {"BTS3083"}},
      {"    name: BTS AS", {}},
      {"    name: \"BTS:AS\"", {"BTS3080"}},
      {"    name: 한글", {"BTS3080"}},
      {"    allow: [{from: internet, ports: [22]}]", {"BTS3062"}},
      {"    size: {min: 2, max: 4}\n    target_cpu: 0", {"BTS1024"}},
      {"    size: 0", {"BTS1024"}},
  };
  for (const Case& one : cases) {
    INFO(one.lines);
    CHECK(found_ids(compile_yaml(with_group(one.lines))) == one.found);
  }
}

TEST_CASE("a group behind a load balancer registers with it and admits it alone") {
  const Compiled compiled = compile_yaml(with_group("    size: {min: 2, max: 4}\n    grace: 120"));
  REQUIRE(found_ids(compiled).empty());
  const char* group = "WebAutoScalingGroup";
  CHECK(property(compiled, group, "TargetGroupARNs") == "[<FrontTargetGroup>]");
  CHECK(property(compiled, group, "HealthCheckType") == R"("ELB")");
  CHECK(property(compiled, group, "HealthCheckGracePeriod") == "120");
  CHECK(property(compiled, group, "VPCZoneIdentifier") == "[<PrivateSubnetA>, <PrivateSubnetC>]");
  CHECK(property(compiled, group, "MinSize") == R"("2")");
  CHECK(property(compiled, group, "MaxSize") == R"("4")");
  CHECK(property(compiled, group, "DesiredCapacity") == "no property");
  CHECK(property(compiled, group, "MetricsCollection") == R"([{"Granularity": "1Minute"}])");
  CHECK(contains(property(compiled, group, "LaunchTemplate"),
                 R"("Version": <WebLaunchTemplate.LatestVersionNumber>)"));
  CHECK(contains(property(compiled, group, "Tags"), R"("PropagateAtLaunch": true)"));

  const cfn::Resource* rule = find(compiled, "WebInstanceFromFrontLoadBalancerOn80");
  REQUIRE(rule != nullptr);
  CHECK(rendered(*rule->properties.find("SourceSecurityGroupId")) ==
        "<FrontLoadBalancerSecurityGroup>");
}

TEST_CASE("the port of a group follows the load balancer") {
  struct Case {
    const char* lines;
    const char* target_group;
    const char* rule;
  };
  const Case cases[] = {
      {"", "{}", "WebInstanceFromFrontLoadBalancerOn80"},
      {"", "{port: 8080}", "WebInstanceFromFrontLoadBalancerOn8080"},
      {"    port: 8080", "{port: 8080}", "WebInstanceFromFrontLoadBalancerOn8080"},
  };
  for (const Case& one : cases) {
    INFO(one.lines << " behind " << one.target_group);
    const Compiled compiled = compile_yaml(with_group(one.lines, one.target_group));
    CHECK(found_ids(compiled).empty());
    CHECK(find(compiled, one.rule) != nullptr);
  }
}

TEST_CASE("a group does not serve where nothing is sent") {
  CHECK(found_ids(compile_yaml(with_group("    port: 8080"))) == Ids{"BTS3085"});
}

TEST_CASE("a group that stands alone is judged by EC2") {
  const Compiled compiled = compile_yaml(alone("    subnets: private\n    size: 2"));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "WebAutoScalingGroup", "HealthCheckType") == R"("EC2")");
  CHECK(property(compiled, "WebAutoScalingGroup", "TargetGroupARNs") == "no property");
  CHECK(find(compiled, "WebScalingPolicy") == nullptr);
}

TEST_CASE("the launch template is secure unless told otherwise") {
  const Compiled compiled = compile_yaml(
      with_group("    key: BTS_WEB_KEY\n    user_data: |\n      #!/bin/bash\n      echo hello\n"));
  REQUIRE(found_ids(compiled).empty());
  const std::string data = property(compiled, "WebLaunchTemplate", "LaunchTemplateData");
  for (const char* part :
       {R"("KeyName": "BTS_WEB_KEY")", R"("IamInstanceProfile": {"Arn": <WebInstanceProfile.Arn>})",
        R"("SecurityGroupIds": [<WebInstanceSecurityGroup>])", R"("HttpTokens": "required")",
        R"("HttpPutResponseHopLimit": 1)", R"("Encrypted": true)",
        R"("Monitoring": {"Enabled": true})", R"("UserData": {"Fn::Base64":)"}) {
    INFO(part);
    CHECK(contains(data, part));
  }
}

TEST_CASE("in a public tier instances ask for an address themselves") {
  const Compiled compiled = compile_yaml(alone("    subnets: public"));
  const std::string data = property(compiled, "WebLaunchTemplate", "LaunchTemplateData");
  CHECK(contains(data, R"("AssociatePublicIpAddress": true)"));
  CHECK_FALSE(contains(data, "SecurityGroupIds"));
  CHECK(find(compiled, "WebAutoScalingGroup")->depends_on.empty());
}

TEST_CASE("a rolling update keeps serving as long as it can") {
  CHECK(contains(update_policy(compile_yaml(with_group("    size: {min: 2, max: 4}"))),
                 R"("MinInstancesInService": 2, "PauseTime": "PT5M")"));
  CHECK(contains(update_policy(compile_yaml(with_group("    size: 2"))),
                 R"("MinInstancesInService": 1,)"));
  CHECK(contains(update_policy(compile_yaml(with_group("    size: 1"))),
                 R"("MinInstancesInService": 0,)"));
  CHECK(contains(update_policy(compile_yaml(with_group("    update: {batch: 2, pause: 90}"))),
                 R"("MaxBatchSize": 2)"));
  struct Case {
    const char* seconds;
    const char* duration;
  };
  for (const Case& one : {Case{"0", "PT0S"}, Case{"90", "PT1M30S"}, Case{"3600", "PT1H"}}) {
    INFO(one.seconds);
    CHECK(contains(update_policy(compile_yaml(
                       with_group(std::string("    update: {pause: ") + one.seconds + "}"))),
                   std::string(R"("PauseTime": ")") + one.duration + '"'));
  }
}

TEST_CASE("target_cpu makes a target tracking policy") {
  const Compiled compiled =
      compile_yaml(with_group("    size: {min: 2, max: 4}\n    target_cpu: 75\n    warmup: 240"));
  CHECK(property(compiled, "WebScalingPolicy", "PolicyType") == R"("TargetTrackingScaling")");
  CHECK(property(compiled, "WebScalingPolicy", "EstimatedInstanceWarmup") == "240");
  CHECK(property(compiled, "WebScalingPolicy", "TargetTrackingConfiguration") ==
        R"({"TargetValue": 75, "PredefinedMetricSpecification": )"
        R"({"PredefinedMetricType": "ASGAverageCPUUtilization"}})");
}

TEST_CASE("private instances wait for their way out") {
  CHECK(find(compile_yaml(with_group("")), "WebAutoScalingGroup")->depends_on ==
        std::vector<std::string>{"PrivateDefaultRouteA", "PrivateDefaultRouteC"});
}
