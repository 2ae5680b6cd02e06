// AWS facts this rests on:
// - A group takes a launch template in one concrete version: with LatestVersionNumber a change
//   of the template is a change of the group, and so rolls out. `$Latest` would hide it.
// - A changed template leaves running instances alone unless the group has an UpdatePolicy.
//   MinInstancesInService must stay below MaxSize. What could replace or add instances on its
//   own meanwhile is suspended.
// - Sizes are strings. DesiredCapacity is set anew by each update of the stack, so it is
//   written only where the author asks for it.
// - Behind a load balancer, HealthCheckType ELB also replaces instances that run but do not
//   serve; without a grace period for booting it would never stop replacing them.
// - Without MetricsCollection a group has no Group* metrics, and alarms on them never leave
//   INSUFFICIENT_DATA. Leaving Metrics out enables all.
// - Target tracking makes and owns its alarms; cooldowns do not belong to it.
// - Hosts of containers join a cluster by what user data writes; their role needs
//   AmazonEC2ContainerServiceforEC2Role for it. A capacity provider with termination protection
//   takes only groups whose instances are protected from scale-in.
// - Tags of a group go to its instances only with PropagateAtLaunch, and never to their
//   volumes.
#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "services/autoscaling/autoscaling.h"
#include "services/autoscaling/group.h"
#include "services/ec2/boot_script.h"
#include "services/ec2/security_group.h"
#include "services/elb/load_balancer.h"
#include "services/iam/role.h"

namespace btsinfra {
namespace {

std::string group_id(const Component& component) { return auto_scaling_group_id(component.name); }

std::string template_id(const Component& component) {
  return upper_camel(component.name) + "LaunchTemplate";
}

// The author's name for the group, else "<system>-<blueprint>-<component>": for Name tags.
cfn::Value shown_name(const Component& component, const AutoScalingGroup& group,
                      const Lowering& lowering) {
  if (!group.name.empty()) return lowering.text(component, group.name);
  return lowering.default_name(component);
}

// "PT5M" for 300.
std::string iso_duration(int seconds) {
  const int hours = seconds / 3600;
  const int minutes = seconds % 3600 / 60;
  const int rest = seconds % 60;
  std::string text = "PT";
  if (hours > 0) text += std::to_string(hours) + "H";
  if (minutes > 0) text += std::to_string(minutes) + "M";
  if (rest > 0 || seconds == 0) text += std::to_string(rest) + "S";
  return text;
}

// ---- launch template ------------------------------------------------------------------------

// In a public tier instances get an address whether or not the subnet hands them out.
void place_in_network(cfn::Map& data, const Component& tier, const cfn::Value& security_group) {
  if (tier.as<SubnetTier>().access != Access::Public) {
    data.set("SecurityGroupIds", cfn::List{security_group});
    return;
  }
  data.set("NetworkInterfaces", cfn::List{cfn::Map{{"DeviceIndex", 0},
                                                   {"AssociatePublicIpAddress", true},
                                                   {"Groups", cfn::List{security_group}}}});
}

void lower_template(const Component& component, const Component& tier, const std::string& profile,
                    const cfn::Value& security_group, Layer layer, Lowering& lowering) {
  const auto& group = component.as<AutoScalingGroup>();
  const PortRange served = served_port(component, lowering.system());
  const InstanceSettings settings = instance_settings(group, served);
  const cfn::List tags =
      lowering.tags(component, group.options.tags, shown_name(component, group, lowering));

  cfn::Map data{{"ImageId", image_of(component, settings, lowering)},
                {"InstanceType", lowering.late(component, group.instance)}};
  if (group.key) data.set("KeyName", lowering.late(component, *group.key));
  data.set("IamInstanceProfile", cfn::Map{{"Arn", Lowering::symbol(component, profile, "Arn")}});
  place_in_network(data, tier, security_group);
  data.set("MetadataOptions", metadata_options(group.metadata_hops));
  data.set("BlockDeviceMappings", block_devices(component, settings, lowering.system()));
  data.set("Monitoring", cfn::Map{{"Enabled", true}});
  data.set("TagSpecifications", cfn::List{cfn::Map{{"ResourceType", "volume"}, {"Tags", tags}}});
  if (has_boot_script(settings)) data.set("UserData", boot_script(component, settings, lowering));
  lowering.add(component, layer, template_id(component), "AWS::EC2::LaunchTemplate").properties =
      cfn::Map{{"LaunchTemplateData", std::move(data)},
               {"TagSpecifications",
                cfn::List{cfn::Map{{"ResourceType", "launch-template"}, {"Tags", tags}}}}};
}

// ---- group ----------------------------------------------------------------------------------

cfn::List zones(const Component& tier, const ResolvedSystem& system) {
  cfn::List names;
  for (const SubnetBlock& block : system.blocks(tier)) {
    names.push_back(cfn::sub("${AWS::Region}" + block.zone));
  }
  return names;
}

cfn::List propagated(cfn::List tags) {
  for (cfn::Value& tag : tags) tag.as<cfn::Map>()->set("PropagateAtLaunch", true);
  return tags;
}

cfn::Map update_policy(const AutoScalingGroup& group) {
  const int in_service =
      group.update.in_service.value_or(std::min(group.size.min, group.size.max - 1));
  return {{"AutoScalingRollingUpdate",
           cfn::Map{{"MaxBatchSize", group.update.batch},
                    {"MinInstancesInService", in_service},
                    {"PauseTime", iso_duration(group.update.pause)},
                    {"SuspendProcesses", cfn::List{"HealthCheck", "ReplaceUnhealthy", "AZRebalance",
                                                   "AlarmNotification", "ScheduledActions"}}}}};
}

// The routes by which a private tier reaches the internet. Nothing refers to them, yet what
// boots before they stand finds no way out. They matter to the group itself only if its author
// puts it into the network's stack; elsewhere the order of stacks sees to it.
std::vector<std::string> ways_out(const Component& tier, const ResolvedSystem& system) {
  std::vector<std::string> routes;
  const Network& network = *system.blueprint(tier).network;
  if (tier.as<SubnetTier>().access != Access::Private || network.nat == Nat::None) return routes;
  for (const SubnetBlock& block : system.blocks(tier)) {
    routes.push_back(upper_camel(tier.name) + "DefaultRoute" + upper_camel(block.zone));
  }
  return routes;
}

void lower_group(const Component& component, const Component& tier, Layer layer,
                 Lowering& lowering) {
  const auto& group = component.as<AutoScalingGroup>();
  cfn::Map properties;
  if (!group.name.empty()) {
    properties.set("AutoScalingGroupName", lowering.text(component, group.name));
  }
  properties.set("LaunchTemplate",
                 cfn::Map{{"LaunchTemplateId", Lowering::symbol(component, template_id(component))},
                          {"Version", Lowering::symbol(component, template_id(component),
                                                       "LatestVersionNumber")}});
  properties.set("MinSize", std::to_string(group.size.min));
  properties.set("MaxSize", std::to_string(group.size.max));
  if (group.size.desired) properties.set("DesiredCapacity", std::to_string(*group.size.desired));
  properties.set("AvailabilityZones", zones(tier, lowering.system()));
  properties.set("VPCZoneIdentifier", lowering.subnet_ids(tier));
  const Component* balancer = load_balancer_of(component, lowering.system());
  if (balancer != nullptr) {
    properties.set("TargetGroupARNs",
                   cfn::List{Lowering::symbol(*balancer, target_group_id(balancer->name))});
  }
  properties.set("HealthCheckType", balancer == nullptr ? "EC2" : "ELB");
  properties.set("HealthCheckGracePeriod", group.grace);
  if (group.capacity_provider && group.capacity_provider->protect) {
    properties.set("NewInstancesProtectedFromScaleIn", true);
  }
  properties.set("MetricsCollection", cfn::List{cfn::Map{{"Granularity", "1Minute"}}});
  properties.set("Tags", propagated(lowering.tags(component, group.options.tags,
                                                  shown_name(component, group, lowering))));
  cfn::Resource& resource =
      lowering.add(component, layer, group_id(component), "AWS::AutoScaling::AutoScalingGroup");
  resource.properties = std::move(properties);
  resource.update_policy = cfn::Value(update_policy(group));
  resource.depends_on = ways_out(tier, lowering.system());
}

void lower_scaling(const Component& component, Layer layer, Lowering& lowering) {
  const auto& group = component.as<AutoScalingGroup>();
  if (!group.target_cpu) return;
  cfn::Map tracking{{"TargetValue", lowering.late(component, *group.target_cpu)},
                    {"PredefinedMetricSpecification",
                     cfn::Map{{"PredefinedMetricType", "ASGAverageCPUUtilization"}}}};
  lowering
      .add(component, layer, upper_camel(component.name) + "ScalingPolicy",
           "AWS::AutoScaling::ScalingPolicy")
      .properties =
      cfn::Map{{"AutoScalingGroupName", Lowering::symbol(component, group_id(component))},
               {"PolicyType", "TargetTrackingScaling"},
               {"EstimatedInstanceWarmup", group.warmup},
               {"TargetTrackingConfiguration", std::move(tracking)}};
}

// The cluster's lowering associates it; services that ask for tasks name it.
void lower_capacity_provider(const Component& component, Layer layer, Lowering& lowering) {
  const auto& group = component.as<AutoScalingGroup>();
  if (!group.capacity_provider) return;
  const HostCapacity& capacity = *group.capacity_provider;
  cfn::Map provider{{"AutoScalingGroupArn",
                     Lowering::symbol(component, group_id(component), "AutoScalingGroupARN")},
                    {"ManagedScaling", cfn::Map{{"Status", "ENABLED"},
                                                {"TargetCapacity", capacity.target},
                                                {"InstanceWarmupPeriod", group.warmup}}},
                    {"ManagedTerminationProtection", capacity.protect ? "ENABLED" : "DISABLED"},
                    {"ManagedDraining", "ENABLED"}};
  lowering.add(component, layer, capacity_provider_id(component.name), "AWS::ECS::CapacityProvider")
      .properties = cfn::Map{
      {"AutoScalingGroupProvider", std::move(provider)},
      {"Tags", lowering.tags(component, group.options.tags, lowering.default_name(component))}};
}

std::vector<std::string> managed_policies(const AutoScalingGroup& group) {
  if (group.cluster.empty()) return {};
  return {"service-role/AmazonEC2ContainerServiceforEC2Role"};
}

}  // namespace

void AutoScalingKind::lower(const Component& component, Lowering& lowering) const {
  const auto& group = component.as<AutoScalingGroup>();
  const Component* tier = lowering.system().target(component, group.subnets.target(), "subnets");
  if (tier == nullptr) return;
  const Layer layer = group.options.stack.value_or(Layer::App);
  const cfn::Value security_group =
      lower_security_group(component, "instances", group.options.tags, lowering);
  const InstanceRole role = lower_instance_role(
      component, layer, upper_camel(component.name) + "Instance", group.session_manager,
      group.options.tags, lowering, managed_policies(group));
  lower_template(component, *tier, role.profile, security_group, layer, lowering);
  lower_group(component, *tier, layer, lowering);
  lower_scaling(component, layer, lowering);
  lower_capacity_provider(component, layer, lowering);
  lowering.expose({static_cast<std::uint32_t>(component.blueprint), group_id(component), ""},
                  "Name of Auto Scaling group " + component.name);
}

}  // namespace btsinfra
