// The field table of `autoscaling`.
#include "btsinfra/services/compute.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<GroupSize>();
template <>
const Type& type_of<RollingUpdate>();
template <>
const Type& type_of<HostCapacity>();

namespace {

constexpr double most_instances = 10'000;

constexpr Field size_fields[] = {
    field<&GroupSize::min>("min", "Fewest instances.").within(0, most_instances),
    field<&GroupSize::max>("max", "Most instances.").within(1, most_instances),
    field<&GroupSize::desired>(
        "desired",
        "Instances to have now. Each update of the stack goes back to it, so it "
        "is better left out where the group scales by itself.")
        .within(0, most_instances)
        .without("as many as there are, at first `min`"),
};

constexpr Field update_fields[] = {
    field<&RollingUpdate::batch>("batch", "Instances replaced at once.").within(1, 100),
    field<&RollingUpdate::in_service>(
        "in_service", "Instances that keep serving meanwhile; fewer than `size.max`.")
        .within(0, most_instances)
        .without("`size.min`, but at most one less than `size.max`"),
    field<&RollingUpdate::pause>("pause",
                                 "Time for a new instance to come up before the next batch.")
        .unit("seconds")
        .within(0, 3600),
};

constexpr Field capacity_fields[] = {
    field<&HostCapacity::target>(
        "target", "How much of the hosts shall be in use; what is left of 100 is in reserve.")
        .unit("percent")
        .within(1, 100),
    field<&HostCapacity::protect>(
        "protect",
        "Whether hosts with tasks on them are kept from being taken away. The stack can then be "
        "deleted only once the hosts are let go by hand."),
};

constexpr Field group_fields[] = {
    field<&AutoScalingGroup::name>(
        "name",
        "Name of the group. With a name of its own it cannot be replaced "
        "in place.")
        .within(1, 255)
        .without("CloudFormation chooses"),
    field<&AutoScalingGroup::instance>("instance", "Instance class.").means(Meaning::InstanceClass),
    field<&AutoScalingGroup::subnets>("subnets", "The tier to stand in, over all its zones.")
        .required(),
    field<&AutoScalingGroup::image>("image", "Image to start from, by its name under `images`.")
        .without(
            "the newest Amazon Linux 2023 for the class's processor; with `cluster` the one made "
            "for hosts of containers"),
    field<&AutoScalingGroup::key>("key", "Name of the key pair in the region that opens SSH.")
        .means(Meaning::KeyPair)
        .without("none"),
    field<&AutoScalingGroup::size>(
        "size", "How many instances there may be; a number alone is a fixed size."),
    field<&AutoScalingGroup::target_cpu>(
        "target_cpu", "Average CPU use to keep by adding and removing instances.")
        .unit("percent")
        .within(1, 100)
        .without("the group does not scale by itself"),
    field<&AutoScalingGroup::warmup>("warmup", "Time until a new instance's CPU use counts.")
        .unit("seconds")
        .within(0, 86'400),
    field<&AutoScalingGroup::cluster>(
        "cluster",
        "The cluster whose containers run on the instances: they join it when they boot.")
        .without("none"),
    field<&AutoScalingGroup::capacity_provider>(
        "capacity_provider",
        "Lets the cluster add hosts when tasks find no room and take away those that are not "
        "needed; a number alone is its `target`. For services that ask for a number of tasks: "
        "instances with nothing but daemons on them count as empty.")
        .without("the group's size does not follow from tasks"),
    field<&AutoScalingGroup::behind>("behind",
                                     "The load balancer that sends requests to the group.")
        .without("none"),
    field<&AutoScalingGroup::port>("port", "The port on which the instances serve.")
        .within(1, 65'535)
        .without("the port that `behind` sends to, else 80"),
    field<&AutoScalingGroup::grace>("grace",
                                    "Time for a new instance to boot before health checks count.")
        .unit("seconds")
        .within(0, 86'400),
    field<&AutoScalingGroup::allow>(
        "allow",
        "Who else may connect; to `port` unless ports are given. The load "
        "balancer of `behind` always may.")
        .within(0, 60)
        .no_order(),
    field<&AutoScalingGroup::reads>("reads",
                                    "What the instances' role may read, as `buckets.code`.")
        .within(0, 50),
    field<&AutoScalingGroup::writes>("writes", "What the instances' role may write.").within(0, 50),
    field<&AutoScalingGroup::session_manager>(
        "session_manager", "Whether Systems Manager may open sessions, without key or port."),
    field<&AutoScalingGroup::metadata_hops>(
        "metadata_hops",
        "Network hops that the metadata service answers over; 2 "
        "where containers need it.")
        .within(1, 64),
    field<&AutoScalingGroup::volume>("volume", "The root volume; it is always encrypted.")
        .without("8 GiB of gp3; 30 GiB for hosts of containers"),
    field<&AutoScalingGroup::update>("update",
                                     "How instances are replaced when their template changes."),
    field<&AutoScalingGroup::environment>(
        "environment",
        "Variables that are exported at the top of `user_data`. Names are those of a shell; values "
        "may hold any characters.")
        .within(0, 100),
    field<&AutoScalingGroup::user_data>("user_data",
                                        "Script that runs once, at first boot, as root.")
        .without("none"),
    field<&AutoScalingGroup::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<GroupSize>() {
  static const Type type = [] {
    Type described =
        record<GroupSize>("a size", "How many instances a group may have.", size_fields);
    described.shorthand = [](void* record, const ScalarInput& input) {
      auto& size = *static_cast<GroupSize*>(record);
      std::optional<Fault> fault = type_of<int>().parse(&size.min, input);
      size.max = size.min;
      return fault;
    };
    described.shorthand_type = &type_of<int>();
    return described;
  }();
  return type;
}

template <>
const Type& type_of<HostCapacity>() {
  static const Type type = [] {
    Type described = record<HostCapacity>(
        "a capacity provider", "How the number of hosts follows from the tasks.", capacity_fields);
    described.shorthand = [](void* record, const ScalarInput& input) {
      return type_of<int>().parse(&static_cast<HostCapacity*>(record)->target, input);
    };
    described.shorthand_type = &type_of<int>();
    return described;
  }();
  return type;
}

template <>
const Type& type_of<RollingUpdate>() {
  static const Type type = record<RollingUpdate>(
      "a rolling update", "How instances are replaced when their template changes.", update_fields);
  return type;
}

template <>
const Type& type_of<AutoScalingGroup>() {
  static const Type type = record<AutoScalingGroup>(
      "an Auto Scaling group", "Equal instances that grow and shrink with load.", group_fields);
  return type;
}

}  // namespace btsinfra::fields
