#include "stages/check/transitions.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "btsinfra/model/blueprint.h"

#include "cfn/resource_types.h"
#include "diag/ids/scenarios.h"
#include "services/kind.h"

namespace btsinfra {
namespace {

const cfn::Value* physical_name(const cfn::Resource& resource) {
  const std::string_view property = cfn::physical_name_property(resource.type);
  return property.empty() ? nullptr : resource.properties.find(property);
}

bool holds_data(const cfn::Resource& resource) {
  return !resource.deletion_policy.empty() && resource.deletion_policy != "Delete";
}

class Transition {
 public:
  Transition(const std::vector<StateView>& states, std::size_t entered, Diagnostics& diags)
      : states_(states), index_(entered), entered_(states[entered]), diags_(diags) {}

  void check() {
    const ResolvedSystem& system = *entered_.system;
    for (const Component& after : system.components()) {
      if (after.tainted || system.lost(after.blueprint)) continue;
      const StateView* left = last_with(states_, index_, after.blueprint);
      if (left == nullptr || left->system == nullptr) continue;
      const Component* before = left->system->find(after.blueprint, *after.kind, after.name);
      if (before == nullptr) after.kind->check_arrival(after, *left->system, system, diags_);
      if (before == nullptr || before->tainted) continue;
      after.kind->check_transition(*before, *left->system, after, system, diags_);
      check_resources(*before, *left, after);
    }
  }

 private:
  using Made = std::map<std::pair<std::size_t, std::string_view>, const cfn::Resource*>;

  static Made made_by(const Component& component, const StateView& state) {
    Made made;
    if (state.lowered == nullptr) return made;
    for (const LoweredResource& resource : state.lowered->resources) {
      if (resource.component != component.id) continue;
      made.emplace(Made::key_type{resource.blueprint, resource.resource.logical_id},
                   &resource.resource);
    }
    return made;
  }

  void check_resources(const Component& before, const StateView& left, const Component& after) {
    const Made old = made_by(before, left);
    const Made now = made_by(after, entered_);
    for (const auto& [key, resource] : now) {
      auto found = old.find(key);
      if (found != old.end()) check_same(*found->second, *resource, after);
    }
    check_replaced(old, now, after);
  }

  void check_same(const cfn::Resource& before, const cfn::Resource& after,
                  const Component& component) {
    if (before.type != after.type) {
      diags_
          .report(ids::IdentityChanges, at(component),
                  "`{}` is a resource of type {} in `{}` and of type {} before", after.logical_id,
                  after.type, name(), before.type)
          .help("CloudFormation changes no resource's type: give the component another name");
      return;
    }
    const cfn::Value* old_name = physical_name(before);
    const cfn::Value* new_name = physical_name(after);
    const bool same =
        old_name == nullptr || new_name == nullptr ? old_name == new_name : *old_name == *new_name;
    if (same) return;
    const auto* words = new_name == nullptr ? nullptr : new_name->as<std::string>();
    Span here = at(component);
    if (words != nullptr) {
      const Span written = entered_.system->places().words(component.place, *words);
      if (written.known()) here = written;
    }
    diags_
        .report(ids::IdentityChanges, here, "`{}` is called {} in `{}` and {} before",
                component.label(), shown(new_name), name(), shown(old_name))
        .note(at(component), "the component")
        .help("a new name replaces the resource: leave it as it is, or add another component");
  }

  // Of what holds data, one of a type that goes while one of another id comes.
  void check_replaced(const Made& old, const Made& now, const Component& component) {
    for (const auto& [key, gone] : old) {
      if (now.contains(key) || !holds_data(*gone)) continue;
      for (const auto& [other, came] : now) {
        if (old.contains(other) || came->type != gone->type) continue;
        diags_
            .report(ids::IdentityChanges, at(component),
                    "`{}` has the logical id `{}` in `{}` and `{}` before", component.label(),
                    came->logical_id, name(), gone->logical_id)
            .help("what it holds would stay behind: a new component says that this is meant");
        return;
      }
    }
  }

  [[nodiscard]] Span at(const Component& component) const { return entered_.system->at(component); }
  [[nodiscard]] const std::string& name() const { return entered_.state->name; }

  static std::string shown(const cfn::Value* name) {
    if (name == nullptr) return "by a name that CloudFormation chooses";
    const auto* words = name->as<std::string>();
    return words != nullptr ? "`" + *words + "`" : "by a value";
  }

  const std::vector<StateView>& states_;
  std::size_t index_;
  const StateView& entered_;
  Diagnostics& diags_;
};

// What makes two resources of one account the same one, and the name that a person knows it by.
struct Taken {
  std::tuple<std::string, std::string, std::string> key;  // type, region, name
  std::string name;
};

const std::string* literal(const cfn::Resource& resource, std::string_view property) {
  const cfn::Value* value = resource.properties.find(property);
  return value == nullptr ? nullptr : value->as<std::string>();
}

// Names of the internet, of which there is one in the world.
void add_public_names(const cfn::Resource& resource, std::vector<Taken>& taken) {
  const std::string* name = literal(resource, "Name");
  if (resource.type == "AWS::Route53::HostedZone" && name != nullptr &&
      resource.properties.find("VPCs") == nullptr) {
    taken.push_back({{resource.type, "", *name}, *name});
  }
  const std::string* zone = literal(resource, "HostedZoneId");  // an existing one
  const std::string* type = literal(resource, "Type");
  if (resource.type == "AWS::Route53::RecordSet" && name != nullptr && zone != nullptr &&
      type != nullptr) {
    const std::string* identifier = literal(resource, "SetIdentifier");
    std::string key = *zone + "/" + *name + "/" + *type;
    if (identifier != nullptr) key += "/" + *identifier;
    taken.push_back({{resource.type, "", std::move(key)}, *name});
  }
  const cfn::Value* config = resource.properties.find("DistributionConfig");
  const auto* settings = config == nullptr ? nullptr : config->as<cfn::Map>();
  const cfn::Value* aliases = settings == nullptr ? nullptr : settings->find("Aliases");
  const auto* list = aliases == nullptr ? nullptr : aliases->as<cfn::List>();
  if (list == nullptr) return;
  for (const cfn::Value& alias : *list) {
    const auto* words = alias.as<std::string>();
    if (words != nullptr) taken.push_back({{resource.type, "", *words}, *words});
  }
}

std::vector<Taken> taken_names(const cfn::Resource& resource, const Region& region) {
  std::vector<Taken> taken;
  add_public_names(resource, taken);
  const cfn::Value* value = physical_name(resource);
  const auto* name = value == nullptr ? nullptr : value->as<std::string>();
  if (name != nullptr && resource.type != "AWS::Route53::HostedZone") {
    const bool global = cfn::is_iam(resource.type) || resource.type == "AWS::S3::Bucket";
    taken.push_back({{resource.type, global ? "" : std::string(region.name()), *name}, *name});
  }
  return taken;
}

}  // namespace

void check_transition(const std::vector<StateView>& states, std::size_t entered,
                      Diagnostics& diags) {
  if (states[entered].system == nullptr) return;
  Transition(states, entered, diags).check();
}

void check_environment(const StateView& base, const StateView& environment, Diagnostics& diags) {
  if (base.plan == nullptr || environment.plan == nullptr) return;
  std::set<std::tuple<std::string, std::string, std::string>> taken;
  for (const Stack& stack : base.plan->stacks) {
    for (const cfn::Resource& resource : stack.body.resources) {
      for (Taken& name : taken_names(resource, stack.region)) taken.insert(std::move(name.key));
    }
  }
  for (const Stack& stack : environment.plan->stacks) {
    for (const cfn::Resource& resource : stack.body.resources) {
      for (const Taken& name : taken_names(resource, stack.region)) {
        if (!taken.contains(name.key)) continue;
        const Place& component = stack.resources.at(resource.logical_id).place;
        Span here = environment.system->places().words(component, name.name);
        if (!here.known()) here = environment.system->places().key(component);
        diags
            .report(ids::EnvironmentName, here,
                    "`{}` is the name of a resource of type {} of the base, too", name.name,
                    resource.type)
            .help("set another name in the environment `" + environment.state->name +
                  "`, or leave names out: CloudFormation then makes them");
      }
    }
  }
}

}  // namespace btsinfra
