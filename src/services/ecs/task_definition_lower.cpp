// AWS facts this rests on:
// - Two roles take part: the execution role fetches image and secrets and writes logs before and
//   around the containers, the task role is what their programs act as. Without a task role,
//   programs on a host would find the host's.
// - ECS pulls an image from the registry of any region; the token that opens a registry is not of
//   one repository.
// - In the network mode `host` the port of the host is the container's; in `bridge` 0 asks Docker
//   for a free one; in `awsvpc` there is none.
// - Cpu and Memory of a task are strings, those of containers numbers.
// - The driver `awslogs` needs group and region; streams read <prefix>/<container>/<task>.
// - `aws ecs execute-command` opens a session through the task role, which needs four actions of
//   ssmmessages for it, none of which knows resources; a process that cleans up after sessions
//   wants an init process.
#include <algorithm>

#include "services/ecr/repository.h"
#include "services/ecs/image_name.h"
#include "services/ecs/secret_source.h"
#include "services/ecs/service.h"
#include "services/ecs/task_definition.h"
#include "services/iam/policy.h"
#include "services/iam/role.h"

namespace btsinfra {
namespace {

constexpr const char* tasks_principal = "ecs-tasks.amazonaws.com";

// ---- roles --------------------------------------------------------------------------------------

// The ARN of the repository that an image comes from; Null where it is none of ECR.
cfn::Value repository_arn(const Component& component, const ImageName& image,
                          const Lowering& lowering) {
  if (image.repository != nullptr && !image.local) {
    return image.repository->kind->value(*image.repository, "arn", lowering.system());
  }
  if (image.repository != nullptr) {
    cfn::Value name = image.repository->kind->value(*image.repository, "name", lowering.system());
    return cfn::Text{{"arn:", cfn::ref("AWS::Partition"), ":ecr:", cfn::ref("AWS::Region"), ":",
                      cfn::ref("AWS::AccountId"), ":repository/", std::move(name)}};
  }
  if (!image.ecr) return {};
  const std::string name = image.ecr->repository.empty() ? "*" : image.ecr->repository;
  const std::string partition(lowering.system().region(component).partition());
  return "arn:" + partition + ":ecr:" + image.ecr->region + ":" + image.ecr->account +
         ":repository/" + name;
}

void append_new(cfn::List& list, cfn::Value value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

std::vector<Statement> image_statements(const Component& component, const Lowering& lowering) {
  cfn::List repositories;
  for (const auto& [name, container] : component.as<ContainerService>().containers) {
    const ImageName image = image_name(component, container.image, lowering.system());
    cfn::Value arn = repository_arn(component, image, lowering);
    if (arn.as<cfn::Null>() == nullptr) append_new(repositories, std::move(arn));
  }
  if (repositories.empty()) return {};
  std::vector<Statement> statements = pull_statements({});
  statements.back().resources = std::move(repositories);
  return statements;
}

// Exactly the secrets that are used, by action.
std::vector<Statement> all_secret_statements(const Component& component, const Lowering& lowering) {
  std::vector<Statement> merged;
  for (const auto& [name, container] : component.as<ContainerService>().containers) {
    for (const auto& [variable, source] : container.secrets) {
      for (Statement& statement : secret_statements(component, source, lowering)) {
        auto same = std::find_if(merged.begin(), merged.end(), [&](const Statement& other) {
          return other.actions == statement.actions && other.conditions == statement.conditions;
        });
        if (same == merged.end()) {
          statement.sid.clear();
          merged.push_back(std::move(statement));
          continue;
        }
        for (cfn::Value& arn : statement.resources) append_new(same->resources, std::move(arn));
      }
    }
  }
  return merged;
}

void lower_execution_role(const Component& component, Layer layer, Lowering& lowering) {
  const auto& service = component.as<ContainerService>();
  const ServiceIds ids = service_ids(component.name);
  RoleSettings role{.id = ids.execution_role,
                    .description = "Starts the containers of " + component.label(),
                    .service = tasks_principal};
  if (auto images = image_statements(component, lowering); !images.empty()) {
    role.policies.push_back({"images", std::move(images)});
  }
  if (keeps_logs(service)) {
    Statement write;
    write.actions = {"logs:CreateLogStream", "logs:PutLogEvents"};
    write.resources = {Lowering::symbol(component, ids.log_group, "Arn")};
    role.policies.push_back({"logs", {std::move(write)}});
  }
  if (auto secrets = all_secret_statements(component, lowering); !secrets.empty()) {
    role.policies.push_back({"secrets", std::move(secrets)});
  }
  lower_role(component, layer, std::move(role), service.options.tags, lowering);
}

void lower_task_role(const Component& component, Layer layer, Lowering& lowering) {
  const auto& service = component.as<ContainerService>();
  RoleSettings role{.id = service_ids(component.name).task_role,
                    .description = "What the containers of " + component.label() + " may do",
                    .service = tasks_principal,
                    .policies = granted_policies(component, lowering)};
  if (service.exec) {
    Statement sessions;
    sessions.actions = {"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
                        "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"};
    sessions.resources = {"*"};
    role.policies.push_back({"exec", {std::move(sessions)}});
  }
  lower_role(component, layer, std::move(role), service.options.tags, lowering);
}

// ---- containers ---------------------------------------------------------------------------------

cfn::Map port_mapping(const ContainerService& service, const Container& container) {
  cfn::Map mapping{{"ContainerPort", *container.port}};
  switch (service.network) {
    case ContainerNetwork::Awsvpc:
      break;
    case ContainerNetwork::Bridge:
      mapping.set("HostPort", container.host_port.value_or(0));
      break;
    case ContainerNetwork::Host:
      mapping.set("HostPort", *container.port);
      break;
  }
  return mapping.set("Protocol", "tcp");
}

cfn::List named_values(const Component& component, const ByName<Text>& variables,
                       const std::string& value_key, const Lowering& lowering) {
  cfn::List list;
  for (const auto& [name, value] : variables) {
    list.emplace_back(cfn::Map{{"Name", name}, {value_key, lowering.text(component, value)}});
  }
  return list;
}

cfn::Map health_check(const ContainerHealth& check) {
  cfn::Map map{{"Command", cfn::List{"CMD-SHELL", check.command}},
               {"Interval", check.interval},
               {"Timeout", check.timeout},
               {"Retries", check.retries}};
  if (check.start_period > 0) map.set("StartPeriod", check.start_period);
  return map;
}

cfn::Map log_configuration(const Component& component) {
  return {{"LogDriver", "awslogs"},
          {"Options", cfn::Map{{"awslogs-group",
                                Lowering::symbol(component, service_ids(component.name).log_group)},
                               {"awslogs-region", cfn::ref("AWS::Region")},
                               {"awslogs-stream-prefix", component.name}}}};
}

cfn::List words(const std::vector<std::string>& list) { return {list.begin(), list.end()}; }

cfn::Map container_definition(const Component& component, const std::string& name,
                              const Container& container, const Lowering& lowering) {
  const auto& service = component.as<ContainerService>();
  cfn::Map map{{"Name", name},
               {"Image", lowering.text(component, container.image)},
               {"Essential", container.essential}};
  if (container.cpu) map.set("Cpu", *container.cpu);
  if (container.memory) {
    map.set("Memory", *container.memory);
  } else if (service.memory && service.containers.size() == 1) {
    map.set("Memory", *service.memory);  // it is alone, and may have all of it
  }
  if (container.memory_reservation) map.set("MemoryReservation", *container.memory_reservation);
  if (container.port) map.set("PortMappings", cfn::List{port_mapping(service, container)});
  if (!container.entry_point.empty()) map.set("EntryPoint", words(container.entry_point));
  if (!container.command.empty()) map.set("Command", words(container.command));
  if (!container.user.empty()) map.set("User", container.user);
  if (container.read_only) map.set("ReadonlyRootFilesystem", true);
  if (service.exec) map.set("LinuxParameters", cfn::Map{{"InitProcessEnabled", true}});
  if (!container.environment.empty()) {
    map.set("Environment", named_values(component, container.environment, "Value", lowering));
  }
  if (!container.secrets.empty()) {
    map.set("Secrets", named_values(component, container.secrets, "ValueFrom", lowering));
  }
  if (container.health_check) map.set("HealthCheck", health_check(*container.health_check));
  if (container.logs) map.set("LogConfiguration", log_configuration(component));
  return map;
}

// The image must be there before tasks can start. One of another region or registry is looked
// after by whoever keeps it.
void gate_image(const Component& component, Layer layer, const std::string& name,
                const Container& container, Lowering& lowering) {
  const ResolvedSystem& system = lowering.system();
  const ImageName image = image_name(component, container.image, system);
  if (image.repository == nullptr || image.tag_form == ImageTagForm::Digest ||
      image.tag_form == ImageTagForm::Unknown) {
    return;
  }
  const Component& repository = *image.repository;
  if (!image.local && system.region(repository) != system.region(component)) return;
  const std::string& own_name = repository.as<Repository>().name;
  const bool given = image.tag_form == ImageTagForm::Given;
  lowering.gate(
      component, layer, "image",
      {{"repository", own_name.empty() ? repository.kind->value(repository, "name", system)
                                       : cfn::Value(own_name)},
       {"tag", given ? lowering.text(component, image.tag) : cfn::Value("latest")}},
      "push the image of container " + name + " of " + component.label() + " to " +
          repository.label());
}

}  // namespace

void lower_task_definition(const Component& component, Layer layer, Lowering& lowering) {
  const auto& service = component.as<ContainerService>();
  const ServiceIds ids = service_ids(component.name);
  const cfn::List tags =
      lowering.tags(component, service.options.tags, lowering.default_name(component));
  if (keeps_logs(service)) {
    cfn::Resource& group = lowering.add(component, layer, ids.log_group, "AWS::Logs::LogGroup");
    group.deletion_policy = "RetainExceptOnCreate";
    group.update_replace_policy = "Retain";
    group.properties = cfn::Map{{"RetentionInDays", service.log_retention}, {"Tags", tags}};
  }
  lower_execution_role(component, layer, lowering);
  lower_task_role(component, layer, lowering);

  static constexpr std::string_view networks[] = {"awsvpc", "bridge", "host"};
  const bool fargate = service.launch == Launch::Fargate;
  cfn::List containers;
  for (const auto& [name, container] : service.containers) {
    containers.emplace_back(container_definition(component, name, container, lowering));
    gate_image(component, layer, name, container, lowering);
  }
  cfn::Map properties;
  if (!service.family.empty()) properties.set("Family", service.family);
  properties.set("RequiresCompatibilities", cfn::List{fargate ? "FARGATE" : "EC2"})
      .set("NetworkMode", networks[static_cast<std::size_t>(service.network)]);
  if (service.cpu) properties.set("Cpu", std::to_string(*service.cpu));
  if (service.memory) properties.set("Memory", std::to_string(*service.memory));
  if (fargate) {
    const bool arm = service.processor == Processor::Arm;
    properties.set("RuntimePlatform", cfn::Map{{"CpuArchitecture", arm ? "ARM64" : "X86_64"},
                                               {"OperatingSystemFamily", "LINUX"}});
  }
  properties.set("ExecutionRoleArn", Lowering::symbol(component, ids.execution_role, "Arn"))
      .set("TaskRoleArn", Lowering::symbol(component, ids.task_role, "Arn"))
      .set("ContainerDefinitions", std::move(containers))
      .set("Tags", tags);
  lowering.add(component, layer, ids.task, "AWS::ECS::TaskDefinition").properties =
      std::move(properties);
}

}  // namespace btsinfra
