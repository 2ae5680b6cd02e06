// The kinds `clusters` and `containers`, and the groups that are hosts.
#include <string>
#include <vector>

#include "services/contributor.h"
#include "services/ecs/fargate_facts.h"
#include "services/ecs/image_name.h"
#include "support/catch.h"
#include "support/compile.h"

using namespace btsinfra;
using namespace btsinfra::test;

namespace {

using Ids = std::vector<std::string>;

const std::string head = R"(
blueprint: 1
system: demo
name: virginia
region: us-east-1
parameters:
  Tag: {type: string, default: "1.0", description: Tag of the image}
network:
  cidr: 10.0.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
    private: {access: private, cidrs: [10.0.1.0/24, 10.0.3.0/24]}
repositories:
  web: {name: bts-web}
load_balancers:
  front: {subnets: public, allow: [internet], plain_http: true}
clusters:
  main: {}
)";
const std::string hosts = R"(autoscaling:
  hosts: {cluster: main, subnets: private, size: {min: 2, max: 4}}
)";
const std::string site = R"(    containers:
      site: {image: "httpd:2.4", port: 80, memory: 128}
)";

// A service `web` of these lines behind the load balancer, on hosts.
std::string on_hosts(const std::string& lines, const std::string& containers = site) {
  return head + hosts +
         "containers:\n  web:\n    cluster: main\n    launch: ec2\n    behind: front\n" + lines +
         containers;
}

std::string on_fargate(const std::string& lines, const std::string& containers = site) {
  return head + "containers:\n  web:\n    cluster: main\n    behind: front\n" + lines + containers;
}

const std::string one_each = "    strategy: daemon\n    network: host\n";
const std::string small = "    subnets: private\n    cpu: 256\n    memory: 512\n";

std::string property(const Compiled& compiled, const char* logical_id, const char* name) {
  const cfn::Resource* resource = find(compiled, logical_id);
  if (resource == nullptr) return "no resource";
  const cfn::Value* value = resource->properties.find(name);
  return value == nullptr ? "no property" : rendered(*value);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::string> depends_on(const Compiled& compiled, const char* logical_id) {
  const cfn::Resource* resource = find(compiled, logical_id);
  return resource == nullptr ? Ids{"no resource"} : resource->depends_on;
}

}  // namespace

TEST_CASE("a daemon on the host network") {
  const Compiled compiled = compile_yaml(on_hosts(one_each));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  const char* service = "WebService";
  CHECK(property(compiled, service, "SchedulingStrategy") == R"("DAEMON")");
  CHECK(property(compiled, service, "LaunchType") == R"("EC2")");
  CHECK(property(compiled, service, "DesiredCount") == "no property");
  CHECK(property(compiled, service, "AvailabilityZoneRebalancing") == "no property");
  CHECK(property(compiled, service, "NetworkConfiguration") == "no property");
  CHECK(property(compiled, service, "Role") == "no property");
  CHECK(contains(property(compiled, service, "DeploymentConfiguration"),
                 R"("MinimumHealthyPercent": 50, "MaximumPercent": 100)"));
  CHECK(property(compiled, service, "LoadBalancers") ==
        R"([{"TargetGroupArn": <FrontTargetGroup>, "ContainerName": "site", )"
        R"("ContainerPort": 80}])");
  CHECK(depends_on(compiled, service) == Ids{"FrontHttpListener", "HostsAutoScalingGroup"});
  CHECK(property(compiled, "FrontTargetGroup", "TargetType") == R"("instance")");

  // The hosts' group is the service's: it admits the load balancer on the container's own port.
  CHECK(find(compiled, "WebServiceSecurityGroup") == nullptr);
  CHECK(property(compiled, "HostsInstanceFromFrontLoadBalancerOn80", "SourceSecurityGroupId") ==
        "<FrontLoadBalancerSecurityGroup>");
  CHECK(contains(property(compiled, "WebTaskDefinition", "ContainerDefinitions"),
                 R"("PortMappings": [{"ContainerPort": 80, "HostPort": 80, "Protocol": "tcp"}])"));
}

TEST_CASE("containers that are allowed in come with the group of their hosts") {
  const Compiled compiled = compile_yaml(on_hosts(one_each) + R"(caches:
  sessions: {engine: valkey, version: "8.0", node: cache.t4g.micro, subnets: private, zones: [a, c], allow: [containers.web]}
)");
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "SessionsCacheFromHostsInstanceOn6379", "SourceSecurityGroupId") ==
        "<HostsInstanceSecurityGroup>");
  CHECK(contains(property(compiled, "SessionsCacheFromHostsInstanceOn6379", "Description"),
                 "containers.web"));
}

TEST_CASE("in bridge mode the load balancer reaches every port that Docker may choose") {
  const Compiled compiled = compile_yaml(on_hosts("    network: bridge\n    count: 6\n"));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(find(compiled, "HostsInstanceFromFrontLoadBalancerOn32768To65535") != nullptr);
  CHECK(contains(property(compiled, "WebTaskDefinition", "ContainerDefinitions"),
                 R"("HostPort": 0)"));
  CHECK(contains(property(compiled, "WebService", "DeploymentConfiguration"),
                 R"("MinimumHealthyPercent": 100, "MaximumPercent": 200)"));
  CHECK(property(compiled, "WebService", "DesiredCount") == "6");
}

TEST_CASE("tasks on Fargate have a group and addresses of their own") {
  const Compiled compiled = compile_yaml(on_fargate(small));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "WebService", "LaunchType") == R"("FARGATE")");
  CHECK(property(compiled, "WebService", "NetworkConfiguration") ==
        R"({"AwsvpcConfiguration": {"Subnets": [<PrivateSubnetA>, <PrivateSubnetC>], )"
        R"("SecurityGroups": [<WebServiceSecurityGroup>], "AssignPublicIp": "DISABLED"}})");
  CHECK(find(compiled, "WebServiceFromFrontLoadBalancerOn80") != nullptr);
  CHECK(property(compiled, "FrontTargetGroup", "TargetType") == R"("ip")");
  CHECK(property(compiled, "WebTaskDefinition", "Cpu") == R"("256")");
  CHECK(property(compiled, "WebTaskDefinition", "RequiresCompatibilities") == R"(["FARGATE"])");
  CHECK(depends_on(compiled, "WebService") == Ids{"FrontHttpListener"});
}

TEST_CASE("tasks of Fargate in a public tier get the address that leads out") {
  const Compiled compiled =
      compile_yaml(on_fargate("    subnets: public\n    cpu: 256\n    memory: 512\n"));
  REQUIRE(found_ids(compiled).empty());
  CHECK(contains(property(compiled, "WebService", "NetworkConfiguration"),
                 R"("AssignPublicIp": "ENABLED")"));
}

TEST_CASE("a service that scales says its bounds and leaves the count alone") {
  const Compiled compiled =
      compile_yaml(on_fargate(small + "    count: {min: 2, max: 6}\n    target_cpu: 60\n"));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  CHECK(property(compiled, "WebService", "DesiredCount") == "no property");
  CHECK(property(compiled, "WebServiceScalingTarget", "MinCapacity") == "2");
  CHECK(property(compiled, "WebServiceScalingTarget", "ResourceId") ==
        R"(<"service/", <MainCluster>, "/", <WebService.Name>>)");
  CHECK(contains(
      property(compiled, "WebServiceScalingCpuPolicy", "TargetTrackingScalingPolicyConfiguration"),
      "ECSServiceAverageCPUUtilization"));
}

TEST_CASE("a capacity provider places services that ask for tasks, never daemons") {
  const std::string provided =
      head +
      "autoscaling:\n  hosts: {cluster: main, subnets: private, size: {min: 2, max: 4}, "
      "capacity_provider: 90}\ncontainers:\n  api:\n    cluster: main\n    launch: ec2\n    "
      "network: bridge\n" +
      site +
      "  agent:\n    cluster: main\n    launch: ec2\n    network: host\n    strategy: daemon\n    "
      "containers:\n      agent: {image: \"agent:1.0\", memory: 64}\n";
  const Compiled compiled = compile_yaml(provided);
  INFO(text(compiled));
  REQUIRE(found_ids(compiled) == Ids{"BTS3117"});  // nothing stands behind the load balancer
  CHECK(property(compiled, "ApiService", "CapacityProviderStrategy") ==
        R"([{"CapacityProvider": <HostsCapacityProvider>, "Weight": 1}])");
  CHECK(property(compiled, "ApiService", "LaunchType") == "no property");
  CHECK(depends_on(compiled, "ApiService") ==
        Ids{"HostsAutoScalingGroup", "MainCapacityProviders"});
  CHECK(property(compiled, "AgentService", "LaunchType") == R"("EC2")");
  CHECK(contains(property(compiled, "HostsCapacityProvider", "AutoScalingGroupProvider"),
                 R"("TargetCapacity": 90)"));
  CHECK(property(compiled, "MainCapacityProviders", "CapacityProviders") ==
        "[<HostsCapacityProvider>]");
}

TEST_CASE("the execution role reads exactly the secrets, image and log group that are used") {
  const Compiled compiled = compile_yaml(on_hosts(one_each, R"(    containers:
      site:
        image: ${{ repositories.web.uri }}:${{ parameters.Tag }}
        port: 80
        memory: 128
        secrets:
          A: "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-a1b2c3:key::"
          B: arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-a1b2c3
          C: /shop/token
)"));
  INFO(text(compiled));
  REQUIRE(found_ids(compiled).empty());
  const std::string policies = property(compiled, "WebExecutionRole", "Policies");
  CHECK(contains(policies,
                 R"("Action": "secretsmanager:GetSecretValue", "Resource": )"
                 R"("arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-a1b2c3")"));
  CHECK(contains(policies, "parameter/shop/token"));
  CHECK(contains(policies, R"("Resource": <WebRepository.Arn>)"));
  CHECK(contains(policies, R"("Resource": <WebContainerLogGroup.Arn>)"));
  CHECK(property(compiled, "WebExecutionRole", "ManagedPolicyArns") == "no property");
  CHECK(property(compiled, "WebTaskRole", "Policies") == "no property");
  REQUIRE(compiled.lowered.gates.size() == 1);
  const LoweredGate& gate = compiled.lowered.gates.front();
  CHECK(gate.type == "image");
  CHECK(rendered(gate.facts.at(0).second) == R"("bts-web")");
  CHECK(contains(rendered(gate.facts.at(1).second), "<Tag>"));
}

TEST_CASE("images say their tag") {
  struct Case {
    const char* image;
    Ids found;
  };
  const Case cases[] = {
      {"httpd:2.4", {}},
      {"httpd", {"BTS3326"}},
      {"httpd:latest", {"BTS3326"}},
      {"localhost:5000/httpd", {"BTS3326"}},
      {"localhost:5000/httpd:2.4", {}},
      {"public.ecr.aws/docker/library/httpd:2.4", {}},
      {"httpd@sha256:0123", {}},
      {"${{ repositories.web.uri }}", {"BTS3326"}},
      {"${{ repositories.web.uri }}:1.0", {}},
      {"${{ repositories.web.uri }}:latest", {"BTS3326"}},
      {"${{ repositories.web.local_uri }}:${{ parameters.Tag }}", {}},
      {"${{ parameters.Tag }}", {}},
      {"Httpd:2.4", {"BTS3325"}},
      {"my httpd:2.4", {"BTS3325"}},
      {"123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1", {}},
      {"12345678901.dkr.ecr.us-east-1.amazonaws.com/web:1", {"BTS3325"}},
      {"1234567890123.dkr.ecr.us-east-1.amazonaws.com/web:1", {"BTS3325"}},
      {"123456789012.dkr.ecr.us-east-9.amazonaws.com/web:1", {"BTS3325"}},
      {"123456789012.dkr.ecr.us-east-1.amazonaws.com/Web:1", {"BTS3325"}},
  };
  for (const Case& one : cases) {
    INFO(one.image);
    const std::string containers = "    containers:\n      site: {image: \"" +
                                   std::string(one.image) + "\", port: 80, memory: 64}\n";
    CHECK(found_ids(compile_yaml(on_hosts(one_each, containers))) == one.found);
  }
}

TEST_CASE("what is wrong with services and containers is said once") {
  struct Case {
    std::string yaml;
    Ids found;
  };
  const auto one = [](const std::string& fields) {
    return "    containers:\n      site: {image: \"httpd:2.4\", port: 80, " + fields + "}\n";
  };
  const Case cases[] = {
      {on_hosts(one_each + "    count: 4\n"), {"BTS3311"}},
      {on_hosts(one_each + "    target_cpu: 50\n"), {"BTS3311"}},
      {on_hosts(one_each + "    update: {max: 200}\n"), {"BTS3313"}},
      {on_hosts(one_each + "    update: {min: 100}\n"), {"BTS3313"}},
      {on_hosts(one_each + "    update: {min: 0}\n"), {}},
      {on_hosts("    network: host\n    count: 4\n"), {}},
      {on_hosts("    network: host\n    count: 5\n"), {"BTS3317"}},
      {on_hosts("    network: host\n    count: 2\n    update: {min: 100}\n"), {"BTS3313"}},
      {on_hosts("    network: host\n    count: 1\n    update: {min: 100}\n"), {}},
      {on_hosts("    network: bridge\n    count: 5\n", one("memory: 64, host_port: 8080")),
       {"BTS3317"}},
      {on_hosts("    network: bridge\n    count: 5\n", one("memory: 64")), {}},
      {on_hosts(one_each, one("memory: 64, host_port: 80")), {}},
      {on_hosts(one_each, one("memory: 64, host_port: 81")), {"BTS3319"}},
      {on_hosts(one_each, one("memory: 5")), {"BTS1024"}},
      {on_hosts(one_each, one("memory: 6")), {}},
      {on_hosts(one_each, one("cpu: 64")), {"BTS3321"}},
      {on_hosts(one_each + "    memory: 128\n", one("cpu: 64")), {}},
      {on_hosts(one_each, one("memory: 64, essential: false")), {"BTS3320"}},
      {on_hosts(one_each + "    subnets: private\n"), {"BTS3316"}},
      {on_hosts("    network: awsvpc\n"), {"BTS3316"}},
      {on_hosts("    subnets: public\n"), {"BTS3316"}},
      {on_hosts(one_each + "    serves: other\n"), {"BTS3322"}},
      {on_hosts(one_each + "    log_retention: 100\n"), {"BTS3002"}},
      {on_hosts(one_each + "    name: bts.web\n"), {"BTS3305"}},
      {on_fargate(small), {}},
      {on_fargate(small + "    network: host\n"), {"BTS3314"}},
      {on_fargate("    subnets: private\n"), {"BTS3315"}},
      {on_fargate("    subnets: private\n    cpu: 256\n    memory: 1536\n"), {"BTS3315"}},
      {on_fargate(small + "    strategy: daemon\n"), {"BTS3311"}},
      {on_fargate(small + "    launch: ec2\n"), {"BTS3310"}},
      {on_fargate(small + "    count: {min: 1, max: 3}\n"), {"BTS3312"}},
      {on_fargate(small + "    update: {min: 100, max: 100}\n"), {"BTS3313"}},
      {on_fargate(small + "    update: {min: 0, max: 100}\n"), {}},
      {on_fargate(small, one("memory: 1024")), {"BTS3321"}},
      {on_fargate(small, ""), {"BTS1025"}},
  };
  for (const Case& each : cases) {
    INFO(each.yaml.substr(head.size()));
    const Compiled compiled = compile_yaml(each.yaml);
    INFO(text(compiled));
    CHECK(found_ids(compiled) == each.found);
  }
}

TEST_CASE("entries of secrets name what ECS can fetch") {
  struct Case {
    const char* source;
    Ids found;
  };
  const Case cases[] = {
      {"${{ databases.main.secret_arn }}", {}},
      {"${{ databases.main.secret_arn }}:password::", {}},
      {"${{ databases.main.secret_arn }}:password", {"BTS3323"}},
      {"${{ databases.main.secret_arn }}-x", {"BTS3323"}},
      {"x-${{ databases.main.secret_arn }}", {"BTS3323"}},
      {"${{ databases.main.endpoint }}", {"BTS3323"}},
      {"${{ databases.main.password }}", {"BTS2018"}},
      {"${{ parameters.Tag }}", {}},
      {"/shop/token", {}},
      {"arn:aws:ssm:us-east-1:123456789012:parameter/shop/token", {}},
      {"arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-abcdef", {}},
      {"arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-abcdef:key", {"BTS3323"}},
      {"arn:aws:sqs:us-east-1:123456789012:shop", {"BTS3323"}},
      {"pass word", {"BTS3323"}},
  };
  for (const Case& one : cases) {
    INFO(one.source);
    const Compiled compiled = compile_yaml(
        on_hosts(
            one_each,
            "    containers:\n      site:\n        image: httpd:2.4\n        port: 80\n        "
            "memory: 64\n        secrets: {TOKEN: \"" +
                std::string(one.source) + "\"}\n") +
        "databases:\n  main: {engine: mysql, version: \"8.4\", instance: db.t3.micro, storage: 20, "
        "subnets: private, allow: [containers.web]}\n");
    INFO(text(compiled));
    CHECK(found_ids(compiled) == one.found);
  }
}

TEST_CASE("Fargate's sizes") {
  CHECK(is_fargate_size(256, 512));
  CHECK(is_fargate_size(256, 2048));
  CHECK_FALSE(is_fargate_size(256, 1536));
  CHECK_FALSE(is_fargate_size(256, 256));
  CHECK(is_fargate_size(512, 3072));
  CHECK_FALSE(is_fargate_size(512, 5120));
  CHECK(is_fargate_size(4096, 30720));
  CHECK(is_fargate_size(8192, 20480));
  CHECK_FALSE(is_fargate_size(8192, 17408));
  CHECK(is_fargate_size(16384, 122880));
  CHECK_FALSE(is_fargate_size(100, 512));
  CHECK(fargate_memory(512) == "1024 to 4096 MiB in steps of 1024");
}
