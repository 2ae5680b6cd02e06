#include "stages/check/transitions.h"

#include <map>
#include <string>
#include <utility>

#include "btsinfra/model/blueprint.h"

#include "cfn/account_names.h"
#include "diag/ids/scenarios.h"
#include "services/kind.h"

namespace btsinfra {
namespace {

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
    const cfn::Value* old_name = cfn::physical_name(before);
    const cfn::Value* new_name = cfn::physical_name(after);
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

}  // namespace

void check_transition(const std::vector<StateView>& states, std::size_t entered,
                      Diagnostics& diags) {
  if (states[entered].system == nullptr) return;
  Transition(states, entered, diags).check();
}

}  // namespace btsinfra
