// The field table of `containers`.
#include "btsinfra/services/container_service.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<Launch>();
template <>
const Type& type_of<TaskStrategy>();
template <>
const Type& type_of<ContainerNetwork>();
template <>
const Type& type_of<Processor>();
template <>
const Type& type_of<ContainerHealth>();
template <>
const Type& type_of<Container>();
template <>
const Type& type_of<TaskCount>();
template <>
const Type& type_of<TaskUpdate>();

namespace {

constexpr double most_tasks = 5000;
constexpr double smallest_memory = 6;  // MiB; Docker starts nothing with less
constexpr double most_memory = 1'000'000;
constexpr double most_cpu = 262'144;

struct LaunchNames {
  static constexpr std::string_view names[] = {"fargate", "ec2"};
};
struct StrategyNames {
  static constexpr std::string_view names[] = {"replica", "daemon"};
};
struct NetworkNames {
  static constexpr std::string_view names[] = {"awsvpc", "bridge", "host"};
};
struct ProcessorNames {
  static constexpr std::string_view names[] = {"x86", "arm"};
};

constexpr Field health_fields[] = {
    field<&ContainerHealth::command>(
        "command",
        "Command for the container's own shell; it answers with exit status 0 while all is well.")
        .required()
        .within(1, 4000),
    field<&ContainerHealth::interval>("interval", "Time between checks.")
        .unit("seconds")
        .within(5, 300),
    field<&ContainerHealth::timeout>("timeout", "Time for a check to answer.")
        .unit("seconds")
        .within(2, 60),
    field<&ContainerHealth::retries>("retries", "Failures in a row that make it unhealthy.")
        .within(1, 10),
    field<&ContainerHealth::start_period>("start_period",
                                          "Time after its start in which failures do not count.")
        .unit("seconds")
        .within(0, 300),
};

constexpr Field container_fields[] = {
    field<&Container::image>(
        "image", "The image to run, with its tag, as `${{ repositories.web.uri }}:1.0`.")
        .required(),
    field<&Container::port>("port", "The port on which it serves.")
        .within(1, 65'535)
        .without("it serves nothing"),
    field<&Container::host_port>("host_port",
                                 "The host's port that leads to `port`, in the network `bridge`.")
        .within(1, 65'535)
        .without("one that is free, so that a host has room for several tasks"),
    field<&Container::cpu>("cpu", "Processor time kept for it; 1024 is one processor.")
        .unit("CPU units")
        .within(2, most_cpu)
        .without("what others leave"),
    field<&Container::memory>("memory", "Memory beyond which it is killed.")
        .unit("MiB")
        .within(smallest_memory, most_memory)
        .without("that of the task"),
    field<&Container::memory_reservation>("memory_reservation",
                                          "Memory that is kept for it; it may take more.")
        .unit("MiB")
        .within(smallest_memory, most_memory)
        .without("`memory`"),
    field<&Container::essential>("essential", "Whether the task ends when this container does."),
    field<&Container::environment>(
        "environment",
        "Variables of its environment. Everybody who may look at the task definition reads them: "
        "passwords belong under `secrets`.")
        .within(0, 200),
    field<&Container::secrets>(
        "secrets",
        "Variables that hold secrets: the ARN of each, as `${{ databases.main.secret_arn }}`; one "
        "key of a secret in JSON is picked by `:key::` behind it.")
        .within(0, 100),
    field<&Container::command>("command", "Words that take the place of the image's command.")
        .within(0, 100)
        .without("what the image says"),
    field<&Container::entry_point>("entry_point",
                                   "Words that take the place of the image's entry point.")
        .within(0, 100)
        .without("what the image says"),
    field<&Container::health_check>("health_check", "A command that tells whether it is well.")
        .without("none"),
    field<&Container::user>("user", "The user that it runs as, as `1000:1000`.")
        .within(1, 255)
        .without("what the image says"),
    field<&Container::read_only>("read_only", "Whether its own file system cannot be written."),
    field<&Container::logs>("logs", "Whether what it prints goes to CloudWatch Logs."),
};

constexpr Field count_fields[] = {
    field<&TaskCount::min>("min", "Fewest tasks.").within(0, most_tasks),
    field<&TaskCount::max>("max", "Most tasks.").within(0, most_tasks),
};

constexpr Field update_fields[] = {
    field<&TaskUpdate::min>("min", "Tasks that keep running meanwhile, of those that shall run.")
        .unit("percent")
        .within(0, 100)
        .without("100; 50 or 0 where a task must end before the next finds room"),
    field<&TaskUpdate::max>("max", "Tasks that may run meanwhile, of those that shall run.")
        .unit("percent")
        .within(100, 400)
        .without("200; 100 where a task must end before the next finds room"),
    field<&TaskUpdate::roll_back>(
        "roll_back",
        "Whether a deployment whose tasks do not come up is undone. Without, the stack waits three "
        "hours for them."),
};

constexpr Field service_fields[] = {
    field<&ContainerService::name>(
        "name", "Name of the service. With a name of its own it cannot be replaced in place.")
        .without("CloudFormation chooses"),
    field<&ContainerService::family>("family", "Name of the task definition, without revision.")
        .without("CloudFormation chooses"),
    field<&ContainerService::cluster>("cluster", "The cluster to run on.").required(),
    field<&ContainerService::launch>(
        "launch",
        "Where tasks run: on machines that AWS keeps (`fargate`), or on the instances of the Auto "
        "Scaling groups that join the cluster (`ec2`)."),
    field<&ContainerService::strategy>(
        "strategy", "Whether `count` tasks run (`replica`), or one on each host (`daemon`)."),
    field<&ContainerService::network>(
        "network",
        "Whether each task has a network interface of its own (`awsvpc`), its ports are mapped to "
        "those of the host (`bridge`), or it uses the host's ports (`host`)."),
    field<&ContainerService::count>(
        "count", "How many tasks run; with `target_cpu` or `target_memory` from `min` to `max`.")
        .without("1; a daemon has one per host"),
    field<&ContainerService::target_cpu>("target_cpu",
                                         "Average CPU use to keep by adding and removing tasks.")
        .unit("percent")
        .within(1, 100)
        .without("the number of tasks does not follow it"),
    field<&ContainerService::target_memory>(
        "target_memory", "Average memory use to keep by adding and removing tasks.")
        .unit("percent")
        .within(1, 100)
        .without("the number of tasks does not follow it"),
    field<&ContainerService::subnets>("subnets",
                                      "The tier of the tasks' interfaces, with `awsvpc`.")
        .without("tasks stand in the network of their hosts"),
    field<&ContainerService::cpu>(
        "cpu", "Processor time of a whole task; 1024 is one processor. Fargate demands it.")
        .unit("CPU units")
        .within(128, most_cpu)
        .without("what its containers say"),
    field<&ContainerService::memory>("memory", "Memory of a whole task. Fargate demands it.")
        .unit("MiB")
        .within(smallest_memory, most_memory)
        .without("what its containers say"),
    field<&ContainerService::processor>("processor", "Processors of Fargate's machines.")
        .without("`x86`"),
    field<&ContainerService::containers>(
        "containers", "The containers of a task, by name (Latin letters, digits, `_`, hyphens).")
        .required()
        .within(0, 10),
    field<&ContainerService::behind>("behind",
                                     "The load balancer that sends requests to the service.")
        .without("none"),
    field<&ContainerService::serves>("serves", "The container that `behind` sends to.")
        .without("the only one with a port"),
    field<&ContainerService::grace>(
        "grace", "Time for a new task to start before the load balancer's checks count.")
        .unit("seconds")
        .within(0, 86'400),
    field<&ContainerService::allow>(
        "allow",
        "Who else may connect; to the containers' ports unless ports are given. The load balancer "
        "of `behind` always may. In the networks `host` and `bridge` this opens the hosts.")
        .within(0, 60)
        .no_order(),
    field<&ContainerService::reads>("reads",
                                    "What the containers' role may read, as `buckets.code`.")
        .within(0, 50),
    field<&ContainerService::writes>("writes", "What the containers' role may write.")
        .within(0, 50),
    field<&ContainerService::exec>(
        "exec", "Whether `aws ecs execute-command` may open a shell in running containers."),
    field<&ContainerService::log_retention>("log_retention",
                                            "Time for which what containers print is kept.")
        .unit("days")
        .within(1, 3653),
    field<&ContainerService::update>("update", "How tasks are replaced when something changes."),
    field<&ContainerService::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Launch>() {
  static const Type type = describe_choice<Launch, LaunchNames>("launch type");
  return type;
}

template <>
const Type& type_of<TaskStrategy>() {
  static const Type type = describe_choice<TaskStrategy, StrategyNames>("strategy");
  return type;
}

template <>
const Type& type_of<ContainerNetwork>() {
  static const Type type = describe_choice<ContainerNetwork, NetworkNames>("network mode");
  return type;
}

template <>
const Type& type_of<Processor>() {
  static const Type type = describe_choice<Processor, ProcessorNames>("processor");
  return type;
}

template <>
const Type& type_of<ContainerHealth>() {
  static const Type type = record<ContainerHealth>(
      "a container health check", "A command by which a container tells whether it is well.",
      health_fields);
  return type;
}

template <>
const Type& type_of<Container>() {
  static const Type type =
      record<Container>("a container", "One container of a task.", container_fields);
  return type;
}

template <>
const Type& type_of<TaskCount>() {
  static const Type type = [] {
    Type described = record<TaskCount>("a number of tasks", "How many tasks run.", count_fields);
    described.shorthand = [](void* record, const ScalarInput& input) {
      auto& count = *static_cast<TaskCount*>(record);
      std::optional<Fault> fault = type_of<int>().parse(&count.min, input);
      count.max = count.min;
      return fault;
    };
    described.shorthand_type = &type_of<int>();
    return described;
  }();
  return type;
}

template <>
const Type& type_of<TaskUpdate>() {
  static const Type type = record<TaskUpdate>(
      "an update of tasks", "How tasks are replaced when something changes.", update_fields);
  return type;
}

template <>
const Type& type_of<ContainerService>() {
  static const Type type = record<ContainerService>(
      "a container service", "An ECS service with its task definition.", service_fields);
  return type;
}

}  // namespace btsinfra::fields
