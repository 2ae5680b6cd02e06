// What a load balancer is to others: its attributes, its security group, and what it asks of the
// bucket that receives its logs.
//
// AWS facts this rests on:
// - Access logs are delivered by the service principal
// logdelivery.elasticloadbalancing.amazonaws.com
//   to <bucket>/<prefix>/AWSLogs/<account>/; the bucket's policy must let it write there.
// - A group's rule for the whole world should open one port, not a range.
// - A load balancer scales by taking more addresses: eight must be free in each of its subnets.
#include "services/elb/load_balancer.h"

#include <array>

#include "btsinfra/services/common.h"
#include "btsinfra/services/load_balancer.h"

#include "services/contributor.h"
#include "services/lowering.h"
#include "services/s3/bucket.h"

namespace btsinfra {
namespace {

constexpr std::size_t addresses_per_subnet = 8;

constexpr std::array https_ports{PortRange{80, 80}, PortRange{443, 443}};

cfn::Value logs_resource(const Component& component, const Component& bucket) {
  return cfn::Text{{Lowering::symbol(bucket, bucket_id(bucket.name), "Arn"),
                    "/" + access_logs_prefix(component) + "/AWSLogs/", cfn::ref("AWS::AccountId"),
                    "/*"}};
}

}  // namespace

std::span<const PortRange> served_ports(const LoadBalancer& load_balancer) {
  const std::span<const PortRange> all = https_ports;
  return load_balancer.certificate ? all : all.first(1);
}

std::string load_balancer_id(std::string_view name) { return upper_camel(name) + "LoadBalancer"; }

std::string target_group_id(std::string_view name) { return upper_camel(name) + "TargetGroup"; }

std::string forwarding_listener_id(std::string_view name, const LoadBalancer& load_balancer) {
  return upper_camel(name) + (load_balancer.certificate ? "HttpsListener" : "HttpListener");
}

std::string access_logs_prefix(const Component& load_balancer) {
  const std::string& own = load_balancer.as<LoadBalancer>().access_logs_prefix;
  return own.empty() ? "load_balancers/" + load_balancer.name : own;
}

std::span<const Attribute> LoadBalancerKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "dns_name", .doc = "Its DNS name, for aliases and records."},
      {.name = "zone_id", .doc = "Id of the hosted zone that an alias of it names."},
      {.name = "url",
       .doc =
           "Its DNS name as a URL. With a certificate the scheme is https, and the certificate's "
           "own names, not this one, are what clients accept."},
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn},
      {.name = "full_name", .doc = "The part of its ARN that CloudWatch metrics are filed under."},
      {.name = "target_group", .doc = "ARN of its target group.", .type = fields::ValueType::Arn},
      {.name = "target_group_full_name",
       .doc = "The part of the target group's ARN that CloudWatch metrics are filed under."},
      {.name = "security_group", .doc = "Id of its security group."},
  };
  return known;
}

cfn::Value LoadBalancerKind::value(const Component& component, std::string_view attribute,
                                   const ResolvedSystem& /*system*/) const {
  const std::string id = load_balancer_id(component.name);
  if (attribute == "dns_name") return Lowering::symbol(component, id, "DNSName");
  if (attribute == "zone_id") return Lowering::symbol(component, id, "CanonicalHostedZoneID");
  if (attribute == "full_name") return Lowering::symbol(component, id, "LoadBalancerFullName");
  if (attribute == "target_group")
    return Lowering::symbol(component, target_group_id(component.name));
  if (attribute == "target_group_full_name") {
    return Lowering::symbol(component, target_group_id(component.name), "TargetGroupFullName");
  }
  if (attribute == "security_group") return Lowering::symbol(component, security_group(component));
  if (attribute == "url") {
    const bool https = component.as<LoadBalancer>().certificate.has_value();
    return cfn::Text{{https ? "https://" : "http://", Lowering::symbol(component, id, "DNSName")}};
  }
  return Lowering::symbol(component, id);
}

std::vector<Placement> LoadBalancerKind::placements(const Component& component,
                                                    const ResolvedSystem& system) const {
  const Reference& tier = component.as<LoadBalancer>().subnets.target();
  return {{system.target(component, tier, "subnets"), addresses_per_subnet}};
}

std::string LoadBalancerKind::security_group(const Component& component) const {
  return load_balancer_id(component.name) + "SecurityGroup";
}

void LoadBalancerKind::contribute(const Component& component, Contributor& contributor) const {
  const auto& load_balancer = component.as<LoadBalancer>();
  contributor.allow(component, load_balancer.allow, served_ports(load_balancer));

  const ResolvedSystem& system = contributor.system();
  const Component* bucket = system.target(component, load_balancer.access_logs.target(), "buckets");
  if (bucket == nullptr || bucket->tainted) return;
  Statement write;
  write.sid = logs_statement_id(component, load_balancer_id(component.name), *bucket, system);
  write.principal = cfn::Map{{"Service", "logdelivery.elasticloadbalancing.amazonaws.com"}};
  write.actions = {"s3:PutObject"};
  write.resources = {logs_resource(component, *bucket)};
  contributor.add(PolicyStatement{
      .to = bucket->id, .statement = std::move(write), .origin = component.place / "access_logs"});
}

}  // namespace btsinfra
