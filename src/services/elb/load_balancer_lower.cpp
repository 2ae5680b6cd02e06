// Load balancer, target group and listeners.
//
// AWS facts this rests on:
// - Name, Scheme and Type of a load balancer are create-only, and so is all that a target group
// routes
//   by (Name, Port, Protocol, TargetType, VpcId): changing one replaces the resource, which fails
//   while a name is given and kept.
// - An application load balancer takes target groups of HTTP and HTTPS only, and one group holds
// one
//   type of target.
// - A target group has an owner from the first listener that forwards to it; a service that
// registers
//   targets waits for that listener.
// - Attributes are strings, true and false too. One that leaves the template keeps its value in
// AWS,
//   so those that the settings can switch off are always written.
// - Elastic Load Balancing writes a test file when access logs are switched on: the bucket's policy
//   must stand by then, and nothing refers to it.
// - Creating an internet-facing load balancer fails while the VPC has no internet gateway.
#include <algorithm>

#include "btsinfra/services/common.h"
#include "btsinfra/services/load_balancer.h"

#include "diag/ids/load_balancers.h"
#include "services/ec2/security_group.h"
#include "services/elb/load_balancer.h"
#include "services/lowering.h"
#include "services/s3/bucket.h"
#include "services/wafv2/association.h"

namespace btsinfra {
namespace {

cfn::Value attribute(std::string key, cfn::Value value) {
  return cfn::Map{{"Key", std::move(key)}, {"Value", std::move(value)}};
}

cfn::Value truth(bool value) { return value ? "true" : "false"; }

// The type of what stands behind; reports what one target group cannot hold together.
class TargetsCheck {
 public:
  TargetsCheck(const Component& component, Lowering& lowering)
      : component_(component), lowering_(lowering), targets_(lowering.targets(component)) {}

  TargetType run() {
    if (targets_.empty()) {
      nothing();
      return TargetType::Instance;
    }
    const Target& first = *targets_.front();
    for (const Target* target : targets_) {
      if (target->type != first.type) mixed(*target, first);
    }
    return first.type;
  }

 private:
  // What was refused for a mistake of its own registers nothing: silence then.
  void nothing() {
    for (const Component& other : lowering_.system().components()) {
      if (other.tainted && other.blueprint == component_.blueprint) return;
    }
    lowering_.diags()
        .report(ids::NothingBehind, lowering_.system().at(component_),
                "nothing stands behind load balancer `{}`: it answers every request with 503",
                component_.name)
        .help("write `behind: " + component_.name +
              "` in what should answer, as in an entry of `autoscaling` or `containers`");
  }

  void mixed(const Target& target, const Target& first) {
    lowering_.diags()
        .report(ids::MixedTargets, value(target.origin),
                "`{}` registers {} with a load balancer whose target group holds {}", label(target),
                words(target.type), words(first.type))
        .note(value(first.origin), "`" + label(first) + "` registers " + words(first.type))
        .help("give one of the two a load balancer of its own");
  }

  static std::string words(TargetType type) {
    switch (type) {
      case TargetType::Instance:
        return "instances";
      case TargetType::Ip:
        return "addresses";
    }
    return "";
  }

  [[nodiscard]] std::string label(const Target& target) const {
    return lowering_.system().component(target.from).label();
  }
  [[nodiscard]] Span value(const Place& place) const {
    return lowering_.system().places().value(place);
  }

  const Component& component_;
  Lowering& lowering_;
  std::vector<const Target*> targets_;
};

void add_access_logs(const Component& component, const Component* bucket, cfn::List& attributes) {
  attributes.push_back(attribute("access_logs.s3.enabled", truth(bucket != nullptr)));
  if (bucket == nullptr) return;
  attributes.push_back(
      attribute("access_logs.s3.bucket", Lowering::symbol(*bucket, bucket_id(bucket->name))));
  attributes.push_back(attribute("access_logs.s3.prefix", access_logs_prefix(component)));
}

cfn::List load_balancer_attributes(const Component& component, const Component* bucket) {
  const auto& settings = component.as<LoadBalancer>();
  cfn::List attributes{
      attribute("deletion_protection.enabled", truth(settings.deletion_protection)),
      attribute("routing.http.drop_invalid_header_fields.enabled", truth(true)),
      attribute("idle_timeout.timeout_seconds", std::to_string(settings.idle_timeout)),
  };
  add_access_logs(component, bucket, attributes);
  return attributes;
}

void lower_load_balancer(const Component& component, Layer layer, const cfn::Value& group,
                         Lowering& lowering) {
  const auto& settings = component.as<LoadBalancer>();
  const ResolvedSystem& system = lowering.system();
  const Component* tier = system.target(component, settings.subnets.target(), "subnets");
  const Component* bucket = system.target(component, settings.access_logs.target(), "buckets");
  const bool internal = settings.scheme == Scheme::Internal;

  cfn::Map properties;
  if (!settings.name.empty()) properties.set("Name", settings.name);
  properties.set("Type", "application")
      .set("Scheme", internal ? "internal" : "internet-facing")
      .set("Subnets", tier == nullptr ? cfn::List{} : lowering.subnet_ids(*tier))
      .set("SecurityGroups", cfn::List{group})
      .set("LoadBalancerAttributes", load_balancer_attributes(component, bucket))
      .set("Tags",
           lowering.tags(component, settings.options.tags,
                         settings.name.empty() ? lowering.default_name(component) : settings.name));

  const std::string id = load_balancer_id(component.name);
  cfn::Resource& resource =
      lowering.add(component, layer, id, "AWS::ElasticLoadBalancingV2::LoadBalancer");
  resource.properties = std::move(properties);
  if (!internal) resource.depends_on.emplace_back("InternetGatewayAttachment");
  if (bucket != nullptr && bucket->blueprint == component.blueprint) {
    resource.depends_on.push_back(bucket_policy_id(bucket->name));
  }
  lowering.expose({static_cast<std::uint32_t>(component.blueprint), id, "DNSName"},
                  "Address of " + component.label());
}

cfn::List target_group_attributes(const TargetGroup& group) {
  cfn::List attributes{
      attribute("deregistration_delay.timeout_seconds", std::to_string(group.deregistration_delay)),
      attribute("stickiness.enabled", truth(group.stickiness.has_value()))};
  if (group.stickiness) {
    attributes.push_back(attribute("stickiness.type", "lb_cookie"));
    attributes.push_back(
        attribute("stickiness.lb_cookie.duration_seconds", std::to_string(*group.stickiness)));
  }
  return attributes;
}

// Whether targets (those with port 0) say themselves on which port they serve, and so are checked
// there. That is the default, written out because linters want to read it.
bool own_ports(const Component& component, const Lowering& lowering) {
  const std::vector<const Target*> targets = lowering.targets(component);
  return std::any_of(targets.begin(), targets.end(),
                     [](const Target* target) { return target->port == 0; });
}

void lower_target_group(const Component& component, Layer layer, Lowering& lowering) {
  const auto& settings = component.as<LoadBalancer>();
  const TargetGroup& group = settings.target_group;
  const HealthCheck& check = group.health_check;
  const TargetType type = TargetsCheck(component, lowering).run();
  const std::string protocol = group.protocol == TargetProtocol::Https ? "HTTPS" : "HTTP";

  cfn::Map properties;
  if (!group.name.empty()) properties.set("Name", group.name);
  properties.set("VpcId", Lowering::symbol(component, "Vpc"))
      .set("TargetType", type == TargetType::Ip ? "ip" : "instance")
      .set("Protocol", protocol)
      .set("Port", group.port)
      .set("HealthCheckProtocol", protocol);
  if (own_ports(component, lowering)) properties.set("HealthCheckPort", "traffic-port");
  properties.set("HealthCheckPath", check.path)
      .set("HealthCheckIntervalSeconds", check.interval)
      .set("HealthCheckTimeoutSeconds", check.timeout)
      .set("HealthyThresholdCount", check.healthy)
      .set("UnhealthyThresholdCount", check.unhealthy)
      .set("Matcher", cfn::Map{{"HttpCode", check.codes}})
      .set("TargetGroupAttributes", target_group_attributes(group))
      .set("Tags",
           lowering.tags(component, settings.options.tags,
                         group.name.empty() ? lowering.default_name(component) : group.name));
  lowering
      .add(component, layer, target_group_id(component.name),
           "AWS::ElasticLoadBalancingV2::TargetGroup")
      .properties = std::move(properties);
}

cfn::List forward(const Component& component) {
  return {
      cfn::Map{{"Type", "forward"},
               {"TargetGroupArn", Lowering::symbol(component, target_group_id(component.name))}}};
}

// The same address over HTTPS, for good.
cfn::List redirect() {
  return {cfn::Map{{"Type", "redirect"},
                   {"RedirectConfig", cfn::Map{{"Protocol", "HTTPS"},
                                               {"Port", "443"},
                                               {"Host", "#{host}"},
                                               {"Path", "/#{path}"},
                                               {"Query", "#{query}"},
                                               {"StatusCode", "HTTP_301"}}}}};
}

void lower_listeners(const Component& component, Layer layer, Lowering& lowering) {
  const auto& settings = component.as<LoadBalancer>();
  const cfn::Value arn = Lowering::symbol(component, load_balancer_id(component.name));
  const std::string stem = upper_camel(component.name);
  constexpr const char* type = "AWS::ElasticLoadBalancingV2::Listener";

  lowering.add(component, layer, stem + "HttpListener", type).properties =
      cfn::Map{{"LoadBalancerArn", arn},
               {"Protocol", "HTTP"},
               {"Port", 80},
               {"DefaultActions", settings.certificate ? redirect() : forward(component)}};
  if (!settings.certificate) return;
  const cfn::Value certificate = lowering.late(component, *settings.certificate);
  lowering.add(component, layer, stem + "HttpsListener", type).properties =
      cfn::Map{{"LoadBalancerArn", arn},
               {"Protocol", "HTTPS"},
               {"Port", 443},
               {"SslPolicy", settings.tls_policy},
               {"Certificates", cfn::List{cfn::Map{{"CertificateArn", certificate}}}},
               {"DefaultActions", forward(component)}};
}

}  // namespace

void LoadBalancerKind::lower(const Component& component, Lowering& lowering) const {
  const auto& settings = component.as<LoadBalancer>();
  const Layer layer = settings.options.stack.value_or(Layer::App);
  const cfn::Value group =
      lower_security_group(component, "load-balancer", settings.options.tags, lowering);
  lower_load_balancer(component, layer, group, lowering);
  lower_target_group(component, layer, lowering);
  lower_listeners(component, layer, lowering);
  lower_web_acl_association(component, settings.web_acl,
                            Lowering::symbol(component, load_balancer_id(component.name)), layer,
                            lowering);
}

}  // namespace btsinfra
