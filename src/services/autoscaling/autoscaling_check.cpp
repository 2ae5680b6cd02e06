// What EC2 Auto Scaling and CloudFormation demand of a group.
#include <algorithm>

#include "btsinfra/services/common.h"
#include "btsinfra/services/compute.h"
#include "btsinfra/services/container_service.h"
#include "btsinfra/services/load_balancer.h"

#include "diag/ids/compute.h"
#include "services/autoscaling/autoscaling.h"
#include "services/autoscaling/group.h"
#include "services/ec2/open_ports.h"
#include "services/ecs/cluster.h"
#include "services/ecs/service.h"
#include "services/tags.h"

namespace btsinfra {
namespace {

void check_name(const Component& component, const AutoScalingGroup& group,
                const ResolvedSystem& system, Diagnostics& diags) {
  const std::string* name = group.name.literal();
  if (name == nullptr) return;
  const bool good = std::all_of(name->begin(), name->end(),
                                [](char c) { return c >= ' ' && c <= '~' && c != ':'; });
  if (good) return;
  diags
      .report(ids::BadGroupName, system.at(component, "name"),
              "`{}` cannot be the name of an Auto Scaling group", *name)
      .help("names are made of ASCII characters without `:`");
}

void check_size(const Component& component, const GroupSize& size, const ResolvedSystem& system,
                Diagnostics& diags) {
  const Place place = component.place / "size";
  const auto at = [&](std::string_view field) { return system.places().value(place / field); };
  if (size.min > size.max) {
    diags
        .report(ids::GroupSize, at("min"), "at least {} instances are asked for, but at most {}",
                size.min, size.max)
        .note(at("max"), "the maximum is given here")
        .help("write `min` no larger than `max`");
    return;
  }
  if (!size.desired || (*size.desired >= size.min && *size.desired <= size.max)) return;
  const bool few = *size.desired < size.min;
  diags
      .report(ids::GroupSize, at("desired"), "{} instances are wanted now, but {} {} may be",
              *size.desired, few ? "no fewer than" : "no more than", few ? size.min : size.max)
      .note(at(few ? "min" : "max"), "the bound is given here")
      .help(
          "leave `desired` out: the group begins with `min` and no update of the stack undoes its "
          "scaling");
}

void check_scaling(const Component& component, const AutoScalingGroup& group,
                   const ResolvedSystem& system, Diagnostics& diags) {
  if (!group.target_cpu || group.size.min != group.size.max) return;
  diags
      .report(ids::ScalingWithoutRoom, system.at(component, "target_cpu"),
              "the group cannot scale: it has {} instances at least and at most", group.size.min)
      .note(system.at(component, "size"), "the size is given here")
      .help("raise `size.max`, or leave `target_cpu` out");
}

void check_update(const Component& component, const AutoScalingGroup& group,
                  const ResolvedSystem& system, Diagnostics& diags) {
  if (!group.update.in_service || *group.update.in_service < group.size.max) return;
  diags
      .report(ids::RollingUpdateStuck,
              system.places().value(component.place / "update" / "in_service"),
              "no instance could be replaced: {} keep serving of at most {}",
              *group.update.in_service, group.size.max)
      .note(system.at(component, "size"), "the size is given here")
      .help("write less than `size.max`; CloudFormation refuses the group otherwise");
}

void check_load_balancer(const Component& component, const AutoScalingGroup& group,
                         const ResolvedSystem& system, Diagnostics& diags) {
  const Component* balancer = load_balancer_of(component, system);
  if (balancer == nullptr) return;
  if (balancer->blueprint != component.blueprint) {
    diags
        .report(ids::BehindElsewhere, system.at(component, "behind"),
                "the load balancer `{}` stands in another VPC than the group",
                group.behind.target().path)
        .note(system.at(*balancer), "it is declared here")
        .help(
            "declare a load balancer in this blueprint; an accelerator can spread requests over "
            "the regions' load balancers");
    return;
  }
  const int sent_to = balancer->as<LoadBalancer>().target_group.port;
  if (!group.port || *group.port == sent_to) return;
  diags
      .report(ids::GroupPort, system.at(component, "port"),
              "the instances serve on port {}, but `{}` sends to port {}", *group.port,
              balancer->label(), sent_to)
      .note(system.places().value(balancer->place / "target_group" / "port"),
            "the load balancer's port is settled here")
      .help("leave `port` out, or write `target_group: {port: " + std::to_string(*group.port) +
            "}` at the load balancer");
}

// Neither the instances nor containers in their network let anybody in past a load balancer.
void check_passed_by(const Component& component, const AutoScalingGroup& group,
                     const ResolvedSystem& system, Diagnostics& diags) {
  if (const Component* own = load_balancer_of(component, system)) {
    check_open_behind(component, group.allow, served_port(component, system), *own, system, diags);
    return;
  }
  const Component* cluster = cluster_of(component, system);
  if (cluster == nullptr) return;
  for (const Component* service : services_of(*cluster, system)) {
    const auto& settings = service->as<ContainerService>();
    const bool own_network =
        settings.launch == Launch::Fargate || settings.network == ContainerNetwork::Awsvpc;
    const Component* balancer = own_network ? nullptr : balancer_of_service(*service, system);
    const std::optional<ServedContainer> served = served_container(settings);
    if (balancer == nullptr || !served || served->container == nullptr) continue;
    check_open_behind(component, group.allow, reached_on(settings, *served->container), *balancer,
                      system, diags);
  }
}

}  // namespace

void AutoScalingKind::check(const Component& component, const ResolvedSystem& system,
                            Diagnostics& diags) const {
  const auto& group = component.as<AutoScalingGroup>();
  const PortRange served = served_port(component, system);
  check_name(component, group, system, diags);
  check_size(component, group.size, system, diags);
  check_scaling(component, group, system, diags);
  check_update(component, group, system, diags);
  check_load_balancer(component, group, system, diags);
  check_passed_by(component, group, system, diags);
  check_hosts(component, system, diags);
  check_instance(component, instance_settings(group, served), system, diags);
  check_tags(component.place / "tags", group.options.tags, system, diags);
}

}  // namespace btsinfra
