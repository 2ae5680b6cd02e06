// What a function is to others, and what it is granted.
//
// AWS facts this rests on:
// - ec2:StartInstances and ec2:StopInstances are allowed per instance, by its ARN.
// - A function in a VPC has a network interface in each of its subnets; its security group is what
//   databases admit.
#include "services/lambda/function.h"

#include "diag/ids/events.h"
#include "services/contributor.h"
#include "services/ec2/bastion.h"
#include "services/lambda/function_parts.h"
#include "services/lambda/runtimes.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

cfn::Value instance_arn(const Component& bastion, const std::string& id) {
  return cfn::Text{{"arn:", cfn::ref("AWS::Partition"), ":ec2:", cfn::ref("AWS::Region"), ":",
                    cfn::ref("AWS::AccountId"), ":instance/", Lowering::symbol(bastion, id)}};
}

}  // namespace

std::string function_id(std::string_view name) { return upper_camel(name) + "Function"; }

std::string_view runtime_of(const LambdaFunction& function) {
  return function.runtime.empty() ? newest_python() : std::string_view(function.runtime);
}

Switched switched_by(const LambdaFunction& function) {
  if (!function.starts.empty()) {
    return {&function.starts, "starts", "ec2:StartInstances", "start_instances"};
  }
  if (!function.stops.empty()) {
    return {&function.stops, "stops", "ec2:StopInstances", "stop_instances"};
  }
  return {};
}

std::span<const Attribute> LambdaFunctionKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn},
      {.name = "name", .doc = "Its name."},
      {.name = "role_arn", .doc = "ARN of its role.", .type = fields::ValueType::Arn},
      {.name = "log_group", .doc = "Name of the log group that it writes to."},
  };
  return known;
}

cfn::Value LambdaFunctionKind::value(const Component& component, std::string_view attribute,
                                     const ResolvedSystem& /*system*/) const {
  const std::string id = function_id(component.name);
  if (attribute == "role_arn") return Lowering::symbol(component, id + "Role", "Arn");
  if (attribute == "log_group") return Lowering::symbol(component, id + "LogGroup");
  return Lowering::symbol(component, id, attribute == "arn" ? "Arn" : "");
}

std::string LambdaFunctionKind::security_group(const Component& component) const {
  const bool inside = !component.as<LambdaFunction>().subnets.empty();
  return inside ? function_id(component.name) + "SecurityGroup" : "";
}

std::vector<Placement> LambdaFunctionKind::placements(const Component& component,
                                                      const ResolvedSystem& system) const {
  const Reference& tier = component.as<LambdaFunction>().subnets.target();
  return {{system.target(component, tier, "subnets"), 1}};
}

void LambdaFunctionKind::contribute(const Component& component, Contributor& contributor) const {
  const auto& function = component.as<LambdaFunction>();
  contributor.access(component, function.reads, AccessKind::Read, "reads");
  contributor.access(component, function.writes, AccessKind::Write, "writes");

  const ResolvedSystem& system = contributor.system();
  const Switched switched = switched_by(function);
  for (std::size_t i = 0; switched.targets != nullptr && i < switched.targets->size(); ++i) {
    const Component* bastion = system.target(component, (*switched.targets)[i].target);
    if (bastion == nullptr || bastion->tainted || bastion->kind->key() != "bastions") continue;
    Statement statement;
    statement.sid = switched.field == "starts" ? "StartInstances" : "StopInstances";
    statement.actions = {std::string(switched.action)};
    for (const std::string& id : bastion_instances(*bastion, system)) {
      statement.resources.push_back(instance_arn(*bastion, id));
    }
    contributor.add(Grant{component.id,
                          {std::move(statement)},
                          bastion->label(),
                          component.place / switched.field / i});
  }
}

void check_run(const Component& from, std::string_view field,
               const std::vector<Ref<LambdaFunction>>& functions, const ResolvedSystem& system,
               Diagnostics& diags) {
  for (std::size_t i = 0; i < functions.size(); ++i) {
    const Component* function = system.target(from, functions[i].target(), "functions");
    if (function == nullptr || function->tainted) continue;
    if (system.region(*function) == system.region(from)) continue;
    diags
        .report(ids::EventsElsewhere, system.places().value(from.place / field / i),
                "{} in `{}` cannot run `{}`, which stands in `{}`", with_article(from.kind->noun()),
                system.region(from).name(), functions[i].target().path,
                system.region(*function).name())
        .note(system.at(*function), "the function")
        .help("declare the function in the same region");
  }
}

}  // namespace btsinfra
