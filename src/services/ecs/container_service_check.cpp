// What ECS demands of a service. CloudFormation takes most of what is refused here and fails, or
// waits three hours for tasks that cannot come up.
#include <algorithm>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/compute.h"
#include "btsinfra/services/load_balancer.h"

#include "diag/ids/compute.h"
#include "diag/ids/containers.h"
#include "services/ec2/instance.h"
#include "services/ec2/instance_memory.h"
#include "services/ec2/open_ports.h"
#include "services/ecs/cluster.h"
#include "services/ecs/container_check.h"
#include "services/ecs/container_service.h"
#include "services/ecs/fargate_facts.h"
#include "services/ecs/service.h"
#include "services/log_retention.h"
#include "services/tags.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

// What so many percent of the tasks are, as ECS rounds them.
int at_least(int percent, int tasks) { return (percent * tasks + 99) / 100; }
int at_most(int percent, int tasks) { return percent * tasks / 100; }

// One check of one service.
class ServiceCheck {
 public:
  ServiceCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        service_(component.as<ContainerService>()),
        system_(system),
        diags_(diags) {}

  void run() {
    names();
    const Component* cluster = cluster_of_service(component_, system_);
    if (cluster == nullptr || !check_own_cluster(component_, *cluster, system_, diags_)) return;
    const bool placed = hosts(*cluster);
    if (service_.launch == Launch::Fargate) fargate();
    if (service_.strategy == TaskStrategy::Daemon) {
      daemon();
    } else {
      count();
      if (placed) room();
    }
    if (placed) memory();
    if (placed) update();
    subnets();
    load_balancer();
    check_containers(component_, system_, diags_);
    check_open_ports(component_, service_.allow, own_ports(service_), system_, diags_);
    check_retention(component_.place / "log_retention", service_.log_retention, system_, diags_);
    check_tags(component_.place / "tags", service_.options.tags, system_, diags_);
  }

 private:
  [[nodiscard]] Span at(std::string_view field) const { return system_.at(component_, field); }

  void names() {
    if (!service_.name.empty()) check_ecs_name(service_.name, at("name"), "service", diags_);
    if (!service_.family.empty()) {
      check_ecs_name(service_.family, at("family"), "task definition", diags_);
    }
  }

  // Whether tasks find machines; what of the blueprint was refused may be the hosts.
  bool hosts(const Component& cluster) {
    if (service_.launch == Launch::Fargate) return true;
    const std::vector<const Component*> hosts = hosts_of(cluster, system_);
    const bool refused = std::any_of(hosts.begin(), hosts.end(),
                                     [](const Component* group) { return group->tainted; });
    if (refused || (hosts.empty() && system_.incomplete(component_.blueprint))) return false;
    if (!hosts.empty()) return true;
    diags_
        .report(ids::NoHosts, at("launch"), "no instances join `{}`, so no task finds a place",
                cluster.label())
        .note(system_.at(cluster), "the cluster")
        .help("write `cluster: " + cluster.name +
              "` in an entry of `autoscaling`, or `launch: fargate` here");
    return false;
  }

  void fargate() {
    if (service_.network != ContainerNetwork::Awsvpc) {
      diags_
          .report(ids::FargateNetwork, at("network"),
                  "Fargate gives each task a network interface of its own; there is no host to "
                  "share one with")
          .help("write `network: awsvpc`, or `launch: ec2`");
    }
    if (!service_.cpu || !service_.memory) {
      diags_
          .report(ids::FargateSize, system_.at(component_),
                  "Fargate must be told `cpu` and `memory` of a task")
          .help("the smallest is `cpu: 256` with `memory: 512`");
    } else if (!is_fargate_cpu(*service_.cpu)) {
      diags_
          .report(ids::FargateSize, at("cpu"), "Fargate offers no tasks of {} CPU units",
                  *service_.cpu)
          .help("it offers " + fargate_cpus());
    } else if (!is_fargate_size(*service_.cpu, *service_.memory)) {
      diags_
          .report(ids::FargateSize, at("memory"),
                  "Fargate offers no tasks of {} CPU units and {} MiB", *service_.cpu,
                  *service_.memory)
          .note(at("cpu"), "the CPU units are given here")
          .help("with " + std::to_string(*service_.cpu) + " it offers " +
                fargate_memory(*service_.cpu));
    }
  }

  void daemon() {
    constexpr const char* all = "a daemon has exactly one task on each host";
    if (service_.launch == Launch::Fargate) {
      diags_.report(ids::DaemonCount, at("strategy"), "{}, and Fargate has no hosts", all)
          .help("write `strategy: replica`, or `launch: ec2`");
    }
    if (service_.count) {
      diags_.report(ids::DaemonCount, at("count"), "{}: it takes no `count`", all)
          .help("leave it out, or write `strategy: replica`");
    }
    for (const auto& [field, target] : targets()) {
      if (!*target) continue;
      diags_.report(ids::DaemonCount, at(field), "{}: it does not scale by `{}`", all, field)
          .help("write `target_cpu` at the Auto Scaling group: a daemon follows its hosts");
    }
  }

  [[nodiscard]] std::vector<std::pair<std::string_view, const std::optional<Late<int>>*>> targets()
      const {
    return {{"target_cpu", &service_.target_cpu}, {"target_memory", &service_.target_memory}};
  }

  void count() {
    const TaskCount count = service_.count.value_or(TaskCount{});
    const bool scales = service_.target_cpu || service_.target_memory;
    if (count.min > count.max) {
      diags_
          .report(ids::TaskScaling, at("count"), "at least {} tasks are asked for, but at most {}",
                  count.min, count.max)
          .help("write `min` no larger than `max`");
    } else if (count.min < count.max && !scales) {
      diags_
          .report(ids::TaskScaling, at("count"), "nothing decides between {} and {} tasks",
                  count.min, count.max)
          .help("give `target_cpu` or `target_memory`, or one number");
    } else if (count.min == count.max && scales) {
      diags_
          .report(ids::TaskScaling, at(service_.target_cpu ? "target_cpu" : "target_memory"),
                  "the service cannot scale: it has {} {} at least and at most", count.min,
                  count.min == 1 ? "task" : "tasks")
          .note(at("count"), "the number is given here")
          .help("write `count: {min: …, max: …}`");
    }
  }

  // One host has room for one task that takes a port of it.
  // A task finds no place on a host with less memory than it keeps, and waits for ever.
  void memory() {
    int needed = service_.memory.value_or(0);
    if (!service_.memory) {
      for (const auto& [name, container] : service_.containers) {
        needed += container.memory_reservation.value_or(container.memory.value_or(0));
      }
    }
    for (const Component* group : hosts_of_service(component_, system_)) {
      const Late<std::string>& setting = group->as<AutoScalingGroup>().instance;
      for (const std::string& one : possible_classes(*group, setting, system_)) {
        const std::optional<int> memory = instance_memory(one);
        if (!memory || needed < *memory) continue;
        diags_
            .report(ids::ContainerMemory,
                    service_.memory ? at("memory")
                                    : system_.places().key(component_.place / "containers"),
                    "a task of {} MiB finds no place on {}, which has {} MiB with its system",
                    needed, one, *memory)
            .note(system_.at(*group, "instance"), "the hosts' class")
            .help("give the hosts a larger class, or the containers less memory");
        return;
      }
    }
  }

  void room() {
    if (!takes_host_port(service_)) return;
    const TaskBounds hosts = host_bounds(component_, system_);
    const TaskBounds tasks = task_bounds(component_, system_);
    if (tasks.max <= hosts.max) return;
    const Component& group = *hosts_of_service(component_, system_).front();
    diags_
        .report(ids::TooManyTasks, at("count"),
                "{} tasks find no place on {} hosts: each takes a port of its host, which only one "
                "can have",
                tasks.max, hosts.max)
        .note(system_.at(group, "size"), "the hosts")
        .help(
            "write `network: bridge` without `host_port`: free ports of the host then lead to the "
            "tasks; or raise `size.max` of the hosts");
  }

  void update() {
    const TaskBounds tasks = task_bounds(component_, system_);
    const TaskBounds percents = update_percents(component_, system_);
    const Place place = component_.place / "update";
    const bool daemon = service_.strategy == TaskStrategy::Daemon;
    if (daemon && percents.max != 100) {
      diags_
          .report(ids::ServiceUpdateStuck, system_.places().value(place / "max"),
                  "of a daemon no more than 100 percent can run: a host has one task")
          .help("leave `max` out");
      return;
    }
    if (tasks.min == 0) return;
    const bool no_spare_host =
        takes_host_port(service_) && host_bounds(component_, system_).min <= tasks.min;
    const int most = no_spare_host || daemon ? tasks.min : at_most(percents.max, tasks.min);
    if (at_least(percents.min, tasks.min) < most) return;
    diags_
        .report(ids::ServiceUpdateStuck,
                system_.places().value(place / (service_.update.min ? "min" : "max")),
                "no task could be replaced: of {} all keep running, and {} beside them", tasks.min,
                no_spare_host || daemon ? "no host has room for another" : "none may run")
        .help("write a lower `update.min`" +
              std::string(no_spare_host || daemon ? "" : ", or a higher `update.max`"));
  }

  void subnets() {
    const Component* tier = system_.target(component_, service_.subnets.target(), "subnets");
    if (service_.network != ContainerNetwork::Awsvpc) {
      if (service_.subnets.empty() || service_.launch == Launch::Fargate) return;
      diags_
          .report(ids::ContainerSubnets, at("subnets"),
                  "in this network mode tasks stand in the network of their hosts")
          .note(at("network"), "the mode is given here")
          .help("leave `subnets` out, or write `network: awsvpc`");
      return;
    }
    if (service_.subnets.empty()) {
      diags_
          .report(ids::ContainerSubnets, system_.at(component_),
                  "tasks with network interfaces of their own need `subnets` to stand in")
          .help("name a private tier");
      return;
    }
    if (tier == nullptr || tier->tainted) return;
    if (service_.launch == Launch::Fargate) {
      check_way_out(component_, tier, system_, diags_);
    } else if (tier->as<SubnetTier>().access == Access::Public) {
      diags_
          .report(ids::ContainerSubnets, at("subnets"),
                  "tasks on instances get no public addresses, and `{}` has no other way out",
                  tier->name)
          .note(system_.at(*tier, "access"), "the tier is public")
          .help("name a private tier");
    }
  }

  void load_balancer() {
    const Component* balancer = balancer_of_service(component_, system_);
    if (balancer == nullptr) return;
    if (balancer->blueprint != component_.blueprint) {
      diags_
          .report(ids::BehindElsewhere, at("behind"),
                  "the load balancer `{}` stands in another VPC than the service",
                  service_.behind.target().path)
          .note(system_.at(*balancer), "it is declared here")
          .help(
              "declare a load balancer in this blueprint; an accelerator can spread requests over "
              "the regions' load balancers");
    }
    const std::optional<ServedContainer> sent_to = served_container(service_);
    if (sent_to && sent_to->container != nullptr) {
      check_open_behind(component_, service_.allow, reached_on(service_, *sent_to->container),
                        *balancer, system_, diags_);
    }
    served();
  }

  void served() {
    if (served_container(service_)) return;
    std::vector<std::string> names;
    std::string listed;
    for (const auto& [name, container] : service_.containers) {
      names.push_back(name);
      if (container.port) listed += (listed.empty() ? "`" : ", `") + name + "`";
    }
    if (service_.serves.empty()) {
      const Place containers = component_.place / "containers";
      diags_
          .report(ids::ServedContainer, at("behind"), "{}",
                  listed.empty() ? "the load balancer has no port to send to: no container has one"
                                 : "the load balancer could send to more than one container")
          .note(system_.places().key(containers), "the containers")
          .help(listed.empty() ? "give the container that serves its `port`"
                               : "say which in `serves`: " + listed);
      return;
    }
    const bool known = service_.containers.contains(service_.serves);
    const std::optional<std::string> near = nearest(service_.serves, names);
    diags_
        .report(ids::ServedContainer, at("serves"), "`{}` {}", service_.serves,
                known ? "has no `port` that the load balancer could send to"
                      : "is none of the containers")
        .help(known  ? "give it its `port`"
              : near ? did_you_mean(*near)
                     : "name one with a `port`: " + (listed.empty() ? "there is none" : listed));
  }

  const Component& component_;
  const ContainerService& service_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void ContainerServiceKind::check(const Component& component, const ResolvedSystem& system,
                                 Diagnostics& diags) const {
  ServiceCheck(component, system, diags).run();
}

}  // namespace btsinfra
