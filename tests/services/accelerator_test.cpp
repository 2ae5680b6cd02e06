// The kind `accelerators`.
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::compile_files;
using test::compile_yaml;
using test::Compiled;

const std::string seoul_arn =
    "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/web/"
    "0123456789abcdef";
const std::string virginia_arn =
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/0123456789abcdef";

std::string accelerator(const std::string& lines) {
  return "blueprint: 1\nsystem: demo\nregion: us-east-1\naccelerators:\n  main:\n" + lines;
}

std::string web(const std::string& blueprint_region, const std::string& number,
                const std::string& load_balancer) {
  std::string text = R"(blueprint: 1
system: demo
region: )" + blueprint_region +
                     R"(
network:
  cidr: 10.%.0.0/16
  zones: [a, c]
  subnets:
    public: {access: public, cidrs: [10.%.0.0/24, 10.%.2.0/24]}
    private: {access: private, cidrs: [10.%.1.0/24, 10.%.3.0/24]}
load_balancers:
  web: {subnets: public, )" +
                     load_balancer + R"(}
autoscaling:
  web: {subnets: private, size: {min: 2, max: 4}, behind: web}
)";
  for (std::size_t at = text.find('%'); at != std::string::npos; at = text.find('%')) {
    text.replace(at, 1, number);
  }
  return text;
}

std::string properties(const Compiled& compiled, const std::string& id) {
  const cfn::Resource* resource = find(compiled, id);
  return resource == nullptr ? "" : test::rendered(cfn::Value(resource->properties));
}

TEST_CASE("a group stands where its endpoints do, and weights are always written",
          "[accelerator]") {
  const Compiled compiled = compile_files(
      {{"edge.yaml", accelerator(R"(    ports: [80]
    groups:
      seoul: {endpoints: [seoul.load_balancers.web]}
      virginia: {endpoints: [{target: ")" +
                                 virginia_arn + R"(", weight: 7}], dial: 0}
)")},
       {"seoul.yaml", web("ap-northeast-2", "0", "allow: [internet], plain_http: true")}});
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(properties(compiled, "MainAcceleratorSeoulGroup") ==
        R"({"ListenerArn": <MainAcceleratorListener>, "EndpointGroupRegion": "ap-northeast-2", )"
        R"("TrafficDialPercentage": 100, "EndpointConfigurations": [{"EndpointId": )"
        R"(<WebLoadBalancer>, "Weight": 128, "ClientIPPreservationEnabled": true}]})");
  CHECK(properties(compiled, "MainAcceleratorVirginiaGroup") ==
        R"({"ListenerArn": <MainAcceleratorListener>, "EndpointGroupRegion": "us-east-1", )"
        R"("TrafficDialPercentage": 0, "EndpointConfigurations": [{"EndpointId": ")" +
            virginia_arn + R"(", "Weight": 7, "ClientIPPreservationEnabled": true}]})");
  CHECK(properties(compiled, "MainAcceleratorListener") ==
        R"({"AcceleratorArn": <MainAccelerator>, "Protocol": "TCP", "PortRanges": )"
        R"([{"FromPort": 80, "ToPort": 80}], "ClientAffinity": "NONE"})");
  CHECK(properties(compiled, "MainAccelerator").starts_with(R"({"Name": "demo-edge-main", )"));
}

TEST_CASE("an alias of an accelerator with IPv6 has both kinds of addresses", "[accelerator]") {
  const Compiled compiled = compile_yaml(accelerator(R"(    ports: [80, 443]
    ip_type: dual-stack
    groups: {seoul: {endpoints: [")" + seoul_arn + R"("]}}
hosted_zones: {main: {domain: example.com, existing: Z0123456789ABC}}
records: {site: {zone: main, names: [www], alias: accelerators.main}}
)"));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const std::string name = R"("DNSName": <MainAccelerator.DualStackDnsName>)";
  CHECK(properties(compiled, "SiteWwwRecord").find(name) != std::string::npos);
  CHECK(properties(compiled, "SiteWwwAaaaRecord").find(name) != std::string::npos);
}

TEST_CASE("what an accelerator refuses", "[accelerator]") {
  struct Case {
    std::string lines;
    std::vector<std::string> found;
  };
  const std::string group = "    groups: {seoul: {endpoints: [\"" + seoul_arn + "\"]}}\n";
  const Case& given = GENERATE_COPY(values<Case>({
      {"    ports: [80, 443]\n" + group, {}},
      {"    ports: [80, 443]\n    name: BTS-AGA\n" + group, {}},
      {"    ports: [80, 443]\n    name: BTS_AGA\n" + group, {"BTS3480"}},
      {"    ports: [80, 443]\n    name: -AGA\n" + group, {"BTS3480"}},
      {"    ports: [80, 400-500, 443]\n" + group, {"BTS3481"}},
      {"    ports: [500-400]\n" + group, {"BTS1024"}},
      {"    ports: [443]\n" + group, {"BTS3482"}},
      {"    ports: [8080]\n" + group, {}},
      {"    ports: [53]\n    protocol: udp\n" + group, {}},
      {"    ports: [80]\n    groups: {seoul: {endpoints: [\"arn:aws:s3:::media\"]}}\n",
       {"BTS3483"}},
      {"    ports: [80]\n    groups: {all: {endpoints: [\"" + seoul_arn + "\", \"" + virginia_arn +
           "\"]}}\n",
       {"BTS3488"}},
      {"    ports: [80]\n    groups: {a: {endpoints: [\"" + seoul_arn + "\"]}, b: {endpoints: [\"" +
           seoul_arn + "\"]}}\n",
       {"BTS3489"}},
  }));
  CAPTURE(given.lines);
  const Compiled compiled = compile_yaml(accelerator(given.lines));
  INFO(text(compiled));
  CHECK(found_ids(compiled) == given.found);
}

TEST_CASE("what comes through finds an open load balancer", "[accelerator]") {
  struct Case {
    std::string load_balancer;
    std::vector<std::string> found;
  };
  const std::string certificate =
      "certificate: \"arn:aws:acm:ap-northeast-2:123456789012:certificate/0a1b\"";
  const Case& given = GENERATE_COPY(values<Case>({
      {"allow: [internet], " + certificate, {}},
      {"allow: [0.0.0.0/0], " + certificate, {}},
      {"allow: [internet], plain_http: true", {"BTS3486"}},
      {"allow: [{from: internet, ports: [443]}], " + certificate, {"BTS3486"}},
      {"allow: [8.8.8.0/24], " + certificate, {"BTS3487"}},
  }));
  CAPTURE(given.load_balancer);
  const Compiled compiled = compile_files(
      {{"edge.yaml", accelerator("    ports: [80, 443]\n    groups: {seoul: {endpoints: "
                                 "[seoul.load_balancers.web]}}\n")},
       {"seoul.yaml", web("ap-northeast-2", "0", given.load_balancer)}});
  INFO(text(compiled));
  CHECK(found_ids(compiled) == given.found);
}

}  // namespace
}  // namespace btsinfra
