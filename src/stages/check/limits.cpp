#include "stages/check/limits.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "btsinfra/model/blueprint.h"

#include "cfn/account_names.h"
#include "cfn/limits.h"
#include "diag/ids/stacks.h"
#include "support/overloaded.h"

namespace btsinfra {
namespace {

namespace limits = cfn::limits;

std::size_t dynamic_references(const cfn::Value& value) {
  return std::visit(Overloaded{
                        [](const std::string& text) {
                          std::size_t count = 0;
                          for (std::size_t at = 0;
                               (at = text.find("{{resolve:", at)) != std::string::npos; ++at)
                            ++count;
                          return count;
                        },
                        [](const cfn::List& list) {
                          std::size_t count = 0;
                          for (const cfn::Value& item : list) count += dynamic_references(item);
                          return count;
                        },
                        [](const cfn::Map& map) {
                          std::size_t count = 0;
                          for (const auto& [key, item] : map) count += dynamic_references(item);
                          return count;
                        },
                        [](const cfn::Intrinsic& function) {
                          return dynamic_references(function.argument.value());
                        },
                        [](const auto&) { return std::size_t{0}; },
                    },
                    value.data);
}

class LimitCheck {
 public:
  LimitCheck(const Plan& plan, const ResolvedSystem& system, Diagnostics& diags)
      : plan_(plan), system_(system), diags_(diags) {}

  void run() {
    for (const Stack& stack : plan_.stacks) template_counts(stack);
    per_owner();
    account_quotas();
    physical_names();
  }

 private:
  [[nodiscard]] Span blueprint_place(const Stack& stack) const {
    return system_.places().key(Place{stack.blueprint, Path()});
  }

  void judge(const Stack& stack, const Span& place, std::size_t count, std::size_t quota,
             const std::string& what, const std::string& help) {
    if (count * 100 < quota * limits::near_percent) return;
    diags_
        .report(count > quota ? ids::QuotaExceeded : ids::QuotaNear, place,
                "stack `{}` has {} {}; the quota is {}", stack.id, count, what, quota)
        .help(help);
  }

  void template_counts(const Stack& stack) {
    const std::string split =
        "move components to another stack with `stack:`, or to another blueprint";
    Span place = blueprint_place(stack);
    judge(stack, place, stack.body.resources.size(), limits::resources, "resources", split);
    judge(stack, place, stack.body.parameters.size(), limits::parameters, "parameters", split);
    judge(stack, place, stack.body.outputs.size(), limits::outputs, "outputs", split);
    judge(stack, place, stack.body.mappings.size(), limits::mappings, "mappings", split);
    std::size_t references = 0;
    for (const cfn::Resource& resource : stack.body.resources) {
      for (const auto& [key, value] : resource.properties) references += dynamic_references(value);
    }
    judge(stack, place, references, limits::dynamic_references,
          "dynamic references ({{resolve:…}})", split);
    judge(stack, place, stack.name.size(), limits::stack_name, "characters in its name",
          "shorten the name of the system or of the blueprint");
    judge(stack, place, stack.body.description.size(), limits::description_bytes,
          "bytes of description", "shorten the blueprint's description");
    for (const auto& [name, output] : stack.outputs) {
      judge(stack, place, std::max(name.size(), output.export_name.size()), limits::name,
            "characters in the export of " + name, "give the resource a shorter name");
    }
  }

  // A resource of the plan: its stack and its logical id there.
  using Owner = std::pair<const Stack*, std::string>;

  // What a value names, of the same stack or through what that one imports or reads.
  [[nodiscard]] std::optional<Owner> owner(const Stack& stack, const cfn::Value& value) const {
    const auto* function = value.as<cfn::Intrinsic>();
    if (function == nullptr) return std::nullopt;
    const auto* text = function->argument.value().as<std::string>();
    if (function->name == "Ref" && text != nullptr) {
      if (stack.resources.contains(*text)) return Owner{&stack, *text};
      const auto parameter = stack.parameters.find(*text);
      if (parameter == stack.parameters.end() || !parameter->second.output) return std::nullopt;
      return output(parameter->second.output->stack, parameter->second.output->name);
    }
    if (function->name != "Fn::ImportValue") return std::nullopt;
    const auto* sub = function->argument.value().as<cfn::Intrinsic>();
    const auto* name = sub == nullptr ? nullptr : sub->argument.value().as<std::string>();
    return name == nullptr ? std::nullopt : imported(stack, *name);
  }

  // "${NetworkStackName}-PrivateRouteTableAId"
  [[nodiscard]] std::optional<Owner> imported(const Stack& stack, const std::string& name) const {
    const std::size_t end = name.find("}-");
    if (!name.starts_with("${") || end == std::string::npos) return std::nullopt;
    const auto parameter = stack.parameters.find(name.substr(2, end - 2));
    if (parameter == stack.parameters.end() || !parameter->second.value) return std::nullopt;
    for (const Stack& producer : plan_.stacks) {
      if (producer.name == *parameter->second.value)
        return output(producer.id, name.substr(end + 2));
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Owner> output(const std::string& id, const std::string& name) const {
    for (const Stack& producer : plan_.stacks) {
      if (producer.id != id) continue;
      const auto found = producer.body.outputs.find(name);
      const auto* ref =
          found == producer.body.outputs.end() ? nullptr : found->second.value.as<cfn::Intrinsic>();
      const bool names = ref != nullptr && ref->name == "Ref";
      const auto* text = names ? ref->argument.value().as<std::string>() : nullptr;
      if (text != nullptr) return Owner{&producer, *text};
    }
    return std::nullopt;
  }

  // Rules by security group and routes by table, whichever component and stack they come from.
  void per_owner() {
    struct Quota {
      std::string_view type;
      std::string_view owner;
      std::size_t most;
      std::string_view what;
    };
    constexpr Quota quotas[] = {
        {"AWS::EC2::SecurityGroupIngress", "GroupId", limits::rules_per_group, "inbound rules in"},
        {"AWS::EC2::Route", "RouteTableId", limits::routes_per_table, "routes in"},
    };
    for (const Quota& quota : quotas) {
      std::map<Owner, std::size_t> counts;
      for (const Stack& stack : plan_.stacks) {
        for (const cfn::Resource& resource : stack.body.resources) {
          const cfn::Value* value =
              resource.type == quota.type ? resource.properties.find(quota.owner) : nullptr;
          const auto named = value == nullptr ? std::nullopt : owner(stack, *value);
          if (named) ++counts[*named];
        }
      }
      for (const auto& [named, count] : counts) {
        const auto& [stack, id] = named;
        auto origin = stack->resources.find(id);
        Span place = origin == stack->resources.end() ? blueprint_place(*stack)
                                                      : system_.places().key(origin->second.place);
        judge(*stack, place, count, quota.most, std::string(quota.what) + " " + id,
              "allow larger blocks or components instead of many single addresses, or ask AWS to "
              "raise "
              "the quota");
      }
    }
  }

  void account_quotas() {
    struct Quota {
      std::string_view type;
      std::size_t most;
      std::string_view what;
    };
    constexpr Quota quotas[] = {
        {"AWS::EC2::EIP", limits::addresses_per_region, "Elastic IP addresses"},
        {"AWS::EC2::VPC", limits::vpcs_per_region, "VPCs"},
    };
    for (const Quota& quota : quotas) {
      std::map<Region, std::pair<std::size_t, const Stack*>> counts;
      for (const Stack& stack : plan_.stacks) {
        for (const cfn::Resource& resource : stack.body.resources) {
          if (resource.type != quota.type) continue;
          auto& [count, first] = counts[stack.region];
          ++count;
          if (first == nullptr) first = &stack;
        }
      }
      for (const auto& [region, counted] : counts) {
        if (counted.first <= quota.most) continue;
        diags_
            .report(ids::AccountQuota, blueprint_place(*counted.second),
                    "the system needs {} {} in {}; a new account may have {}", counted.first,
                    quota.what, region.name(), quota.most)
            .help("ask AWS to raise the quota before deploying (Service Quotas in the console)");
      }
    }
  }

  // A component beside another, with its blueprint where that is another one too.
  [[nodiscard]] std::string shown(const Place& place, const std::string& component,
                                  const Place& beside) const {
    if (place.blueprint == beside.blueprint) return component;
    return system_.system().blueprints[place.blueprint].name + "." + component;
  }

  void physical_names() {
    std::map<cfn::AccountName, std::pair<Place, std::string>> owners;
    for (const Stack& stack : plan_.stacks) {
      for (const cfn::Resource& resource : stack.body.resources) {
        std::optional<cfn::AccountName> name = cfn::literal_name(resource, stack.region.name());
        if (!name) continue;
        const ResourceOrigin& origin = stack.resources.at(resource.logical_id);
        auto [found, fresh] = owners.emplace(*name, std::pair{origin.place, origin.component});
        if (fresh) continue;
        const Place& other = found->second.first;
        diags_
            .report(ids::PhysicalNameTaken, system_.places().key(origin.place),
                    "`{}` and `{}` both give a resource of type {} the name `{}`",
                    shown(origin.place, origin.component, other),
                    shown(other, found->second.second, origin.place), resource.type, name->name)
            .note(system_.places().key(other), "the other is here")
            .help(
                "give one of them another name, or leave names out: CloudFormation then makes "
                "them");
      }
    }
  }

  const Plan& plan_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void check_limits(const Plan& plan, const ResolvedSystem& system, Diagnostics& diags) {
  LimitCheck(plan, system, diags).run();
}

void check_size(const Stack& stack, std::size_t bytes, const ResolvedSystem& system,
                Diagnostics& diags) {
  if (bytes * 100 < limits::template_bytes * limits::near_percent) return;
  diags
      .report(bytes > limits::template_bytes ? ids::QuotaExceeded : ids::QuotaNear,
              system.places().key(Place{stack.blueprint, Path()}),
              "the template of stack `{}` has {} bytes; CloudFormation takes {}", stack.id, bytes,
              limits::template_bytes)
      .help("move components to another stack with `stack:`, or to another blueprint");
}

}  // namespace btsinfra
