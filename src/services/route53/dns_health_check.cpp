// The health check.
//
// AWS facts this rests on:
// - Type, RequestInterval, MeasureLatency and Regions decide what it costs; Type, RequestInterval
//   and MeasureLatency are create-only.
// - Words to look for make the type HTTP_STR_MATCH or HTTPS_STR_MATCH.
// - Without IPAddress the host's address is looked up before each check; with it the host is what
//   the request names, for virtual hosts and SNI. The certificate itself is not judged.
// - Healthy over HTTP and HTTPS is a status from 200 to 399.
// - Tags are HealthCheckTags; the console shows the one named Name.
#include "services/route53/dns_health_check.h"

#include "services/lowering.h"

namespace btsinfra {
namespace {

constexpr int https_port = 443;
constexpr int http_port = 80;

std::string type_of_check(const DnsHealthCheck& check) {
  if (check.protocol == ProbeProtocol::Tcp) return "TCP";
  std::string type = check.protocol == ProbeProtocol::Https ? "HTTPS" : "HTTP";
  if (!check.search.empty()) type += "_STR_MATCH";
  return type;
}

}  // namespace

std::string health_check_id(std::string_view name) { return upper_camel(name) + "HealthCheck"; }

int probed_port(const DnsHealthCheck& check) {
  return check.port.value_or(check.protocol == ProbeProtocol::Http ? http_port : https_port);
}

std::span<const Attribute> DnsHealthCheckKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "id", .doc = "Its id, which metrics in us-east-1 are filed under."},
  };
  return known;
}

cfn::Value DnsHealthCheckKind::value(const Component& component, std::string_view /*attribute*/,
                                     const ResolvedSystem& /*system*/) const {
  return Lowering::symbol(component, health_check_id(component.name));
}

void DnsHealthCheckKind::lower(const Component& component, Lowering& lowering) const {
  const auto& check = component.as<DnsHealthCheck>();
  cfn::Map config{{"Type", type_of_check(check)}};
  if (!check.host.empty()) {
    config.set("FullyQualifiedDomainName", lowering.text(component, check.host));
  }
  if (check.ip) config.set("IPAddress", lowering.late(component, *check.ip));
  config.set("Port", probed_port(check));
  if (check.protocol != ProbeProtocol::Tcp) config.set("ResourcePath", check.path);
  if (!check.search.empty()) config.set("SearchString", check.search);
  if (check.protocol == ProbeProtocol::Https) config.set("EnableSNI", true);
  config.set("RequestInterval", check.interval)
      .set("FailureThreshold", check.threshold)
      .set("MeasureLatency", check.measure_latency)
      .set("Inverted", check.inverted);
  if (!check.regions.empty()) {
    cfn::List regions;
    for (const Region& region : check.regions) regions.emplace_back(region.name());
    config.set("Regions", std::move(regions));
  }
  lowering
      .add(component, check.options.stack.value_or(Layer::Edge), health_check_id(component.name),
           "AWS::Route53::HealthCheck")
      .properties = cfn::Map{{"HealthCheckConfig", std::move(config)},
                             {"HealthCheckTags", lowering.tags(component, check.options.tags,
                                                               lowering.default_name(component))}};
}

}  // namespace btsinfra
