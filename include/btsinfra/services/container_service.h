// Services of containers: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct EcsCluster;

enum class Launch : std::uint8_t {
  Fargate,  // on machines that AWS keeps
  Ec2,      // on the instances of Auto Scaling groups that join the cluster
};

enum class TaskStrategy : std::uint8_t {
  Replica,  // so many tasks as are asked for
  Daemon,   // one task on each host
};

enum class ContainerNetwork : std::uint8_t {
  Awsvpc,  // each task has a network interface of its own
  Bridge,  // ports of the host are mapped to the containers'
  Host,    // the containers use the host's ports
};

enum class Processor : std::uint8_t { X86, Arm };

// A command that a container answers with 0 while it is well.
struct ContainerHealth {
  std::string command{};  // run by the container's shell
  int interval = 30;      // seconds
  int timeout = 5;        // seconds
  int retries = 3;
  int start_period = 0;  // seconds after the start in which failures do not count

  bool operator==(const ContainerHealth&) const = default;
};

struct Container {
  Text image{};
  std::optional<int> port{};                // on which it serves
  std::optional<int> host_port{};           // bridge: none: one that is free
  std::optional<int> cpu{};                 // units, 1024 to a processor
  std::optional<int> memory{};              // MiB beyond which it is killed
  std::optional<int> memory_reservation{};  // MiB that are kept for it
  bool essential = true;                    // the task ends with it
  ByName<Text> environment{};
  ByName<Text> secrets{};  // ARNs of secrets, by variable
  std::vector<std::string> command{};
  std::vector<std::string> entry_point{};
  std::optional<ContainerHealth> health_check{};
  std::string user{};
  bool read_only = false;  // its own file system
  bool logs = true;

  bool operator==(const Container&) const = default;
};

struct TaskCount {
  int min = 1;
  int max = 1;

  bool operator==(const TaskCount&) const = default;
};

// What runs and what may run while tasks are replaced, in percent of what shall run.
struct TaskUpdate {
  std::optional<int> min{};
  std::optional<int> max{};
  bool roll_back = true;  // to the last good one when new tasks do not come up

  bool operator==(const TaskUpdate&) const = default;
};

struct ContainerService {
  std::string name{};    // none: CloudFormation chooses
  std::string family{};  // of the task definition; none: CloudFormation chooses
  Ref<EcsCluster> cluster{};
  Launch launch = Launch::Fargate;
  TaskStrategy strategy = TaskStrategy::Replica;
  ContainerNetwork network = ContainerNetwork::Awsvpc;
  std::optional<TaskCount> count{};          // none: 1
  std::optional<Late<int>> target_cpu{};     // percent
  std::optional<Late<int>> target_memory{};  // percent
  Ref<SubnetTier> subnets{};                 // awsvpc
  std::optional<int> cpu{};                  // units of the whole task
  std::optional<int> memory{};               // MiB of the whole task
  std::optional<Processor> processor{};      // Fargate; none: x86
  ByName<Container> containers{};
  Ref<LoadBalancer> behind{};
  std::string serves{};  // the container that `behind` sends to; none: the one with a port
  int grace = 60;        // seconds before the load balancer's health checks count
  std::vector<AllowRule> allow{};
  std::vector<AnyRef> reads{};
  std::vector<AnyRef> writes{};
  bool exec = false;
  int log_retention = 365;  // days
  TaskUpdate update{};
  ComponentOptions options{};

  bool operator==(const ContainerService&) const = default;
};

}  // namespace btsinfra
