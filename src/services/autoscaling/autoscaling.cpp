// Attributes and contributions of Auto Scaling groups.
//
// AWS facts this rests on:
// - A group registers its instances with a target group itself, on the target group's own port.
// - Requests come from the load balancer's network interfaces: its security group is the only
//   source that the instances need to admit.
#include "services/autoscaling/autoscaling.h"

#include "btsinfra/services/common.h"
#include "btsinfra/services/compute.h"
#include "btsinfra/services/load_balancer.h"

#include "services/autoscaling/group.h"
#include "services/contributor.h"

namespace btsinfra {

const Component* load_balancer_of(const Component& group, const ResolvedSystem& system) {
  return system.target(group, group.as<AutoScalingGroup>().behind.target(), "load_balancers");
}

PortRange served_port(const Component& group, const ResolvedSystem& system) {
  constexpr int http = 80;
  const Component* balancer = load_balancer_of(group, system);
  const int sent_to = balancer == nullptr ? http : balancer->as<LoadBalancer>().target_group.port;
  const auto port = static_cast<std::uint16_t>(group.as<AutoScalingGroup>().port.value_or(sent_to));
  return {port, port};
}

const Component* cluster_of(const Component& group, const ResolvedSystem& system) {
  return system.target(group, group.as<AutoScalingGroup>().cluster.target(), "clusters");
}

std::string auto_scaling_group_id(std::string_view name) {
  return upper_camel(name) + "AutoScalingGroup";
}

std::string capacity_provider_id(std::string_view name) {
  return upper_camel(name) + "CapacityProvider";
}

InstanceSettings instance_settings(const AutoScalingGroup& group, const PortRange& served) {
  return {group.instance, group.image,       group.key,       group.allow,  {&served, 1},
          group.volume,   group.environment, group.user_data, group.cluster};
}

std::span<const Attribute> AutoScalingKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "name", .doc = "Name of the group, as metrics and alarms know it."},
      {.name = "arn", .doc = "ARN of the group.", .type = fields::ValueType::Arn},
      {.name = "role_arn",
       .doc = "ARN of the role of its instances.",
       .type = fields::ValueType::Arn},
      {.name = "security_group", .doc = "Id of the instances' security group."},
  };
  return known;
}

cfn::Value AutoScalingKind::value(const Component& component, std::string_view attribute,
                                  const ResolvedSystem& /*system*/) const {
  const std::string stem = upper_camel(component.name);
  if (attribute == "security_group") return Lowering::symbol(component, security_group(component));
  if (attribute == "role_arn") return Lowering::symbol(component, stem + "InstanceRole", "Arn");
  return Lowering::symbol(component, auto_scaling_group_id(component.name),
                          attribute == "arn" ? "AutoScalingGroupARN" : "");
}

std::string AutoScalingKind::security_group(const Component& component) const {
  return upper_camel(component.name) + "InstanceSecurityGroup";
}

void AutoScalingKind::contribute(const Component& component, Contributor& contributor) const {
  const auto& group = component.as<AutoScalingGroup>();
  const PortRange served = served_port(component, contributor.system());
  contributor.allow(component, group.allow, {&served, 1});
  contributor.access(component, group.reads, AccessKind::Read, "reads");
  contributor.access(component, group.writes, AccessKind::Write, "writes");

  const Component* balancer = load_balancer_of(component, contributor.system());
  if (balancer == nullptr) return;
  const Place origin = component.place / "behind";
  contributor.add(Target{.to = balancer->id,
                         .from = component.id,
                         .port = served.first,
                         .type = TargetType::Instance,
                         .origin = origin});
  if (balancer->blueprint != component.blueprint) return;  // an error; see check
  contributor.connect(*balancer, component, served, origin);
}

}  // namespace btsinfra
