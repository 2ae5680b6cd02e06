#include "stages/partition/unite.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "btsinfra/model/blueprint.h"

#include "stages/partition/cross_stack.h"

namespace btsinfra {
namespace {

const Stack* find_stack(const Plan& plan, const std::string& id) {
  auto found = std::find_if(plan.stacks.begin(), plan.stacks.end(),
                            [&](const Stack& stack) { return stack.id == id; });
  return found == plan.stacks.end() ? nullptr : &*found;
}

// The copy that an output names stays with the resource it is made of.
void keep_copy(Stack& stack, const StackOutput& output) {
  for (cfn::Resource& resource : stack.body.resources) {
    if (resource.logical_id == output.resource) copy_to(resource, *output.copy);
  }
}

// What `stack` lacks of what the same stack shows in another state.
void add_outputs(Stack& stack, const Stack& other, const std::set<Region>& lost) {
  for (const auto& [name, output] : other.outputs) {
    if (!stack.resources.contains(output.resource)) continue;
    if (output.copy && lost.contains(*output.copy)) {
      keep_copy(stack, output);  // to take it back would need the region that is lost
      continue;
    }
    const cfn::Output& body = other.body.outputs.at(name);
    const bool fresh = stack.body.outputs.try_emplace(name, body).second;
    StackOutput& listed = stack.outputs[name];
    if (fresh) {
      listed = output;
      listed.users.clear();  // those of this state, which reads it nowhere
    } else if (!output.export_name.empty() && listed.export_name.empty()) {
      listed.export_name = output.export_name;
      stack.body.outputs.at(name).export_name = body.export_name;
    }
    if (output.copy) keep_copy(stack, output);
  }
}

RetiredStack retired_from(const Stack& stack, const Plan& plan) {
  RetiredStack retired{stack.id, stack.name, stack.region, false, {}};
  for (std::size_t needed : stack.depends_on) retired.depends_on.push_back(plan.stacks[needed].id);
  return retired;
}

}  // namespace

void settle_policy_layers(const std::vector<Lowered*>& states) {
  // A bucket stays where the first state puts it, whatever `stack` says in a later one; where that
  // differs, its policy's layer says nothing.
  std::map<ResourceName, Layer> bucket_layers;
  std::map<ResourceName, Layer> latest;
  auto is_policy = [](const LoweredResource& resource) {
    return resource.resource.type == "AWS::S3::BucketPolicy";
  };
  auto name_of = [](const LoweredResource& resource) {
    return ResourceName{resource.blueprint, resource.resource.logical_id};
  };
  for (const Lowered* state : states) {
    std::set<ComponentId> moved;
    for (const LoweredResource& resource : state->resources) {
      if (resource.resource.type != "AWS::S3::Bucket") continue;
      auto [first, fresh] = bucket_layers.emplace(name_of(resource), resource.layer);
      if (!fresh && first->second != resource.layer) moved.insert(resource.component);
    }
    for (const LoweredResource& resource : state->resources) {
      if (!is_policy(resource) || moved.contains(resource.component)) continue;
      Layer& last = latest.try_emplace(name_of(resource), resource.layer).first->second;
      last = std::max(last, resource.layer);
    }
  }
  for (Lowered* state : states) {
    for (LoweredResource& resource : state->resources) {
      if (is_policy(resource)) {
        auto found = latest.find(name_of(resource));
        if (found != latest.end()) resource.layer = found->second;
      }
    }
  }
}

void keep_layers(const std::vector<const Lowered*>& before, Lowered& lowered) {
  std::map<std::pair<std::size_t, std::string_view>, Layer> layers;  // by blueprint, logical id
  for (const Lowered* earlier : before) {
    for (const LoweredResource& resource : earlier->resources) {
      layers.try_emplace({resource.blueprint, resource.resource.logical_id}, resource.layer);
    }
  }
  std::map<std::pair<Place, Layer>, Layer> moved;  // of a component, from one layer to another
  for (LoweredResource& resource : lowered.resources) {
    auto found = layers.find({resource.blueprint, resource.resource.logical_id});
    if (found == layers.end() || found->second == resource.layer) continue;
    moved.emplace(std::pair{resource.origin, resource.layer}, found->second);
    resource.layer = found->second;
  }
  for (LoweredGate& gate : lowered.gates) {
    auto found = moved.find({gate.origin, gate.layer});
    if (found != moved.end()) gate.layer = found->second;
  }
}

void unite_outputs(const std::vector<StateView>& states) {
  for (const StateView& to : states) {
    if (to.plan == nullptr || to.state->environment) continue;
    const std::set<Region> lost = lost_regions(*to.state, to.system->system());
    for (const StateView& from : states) {
      if (from.plan == nullptr || from.state->environment || &from == &to) continue;
      for (Stack& stack : to.plan->stacks) {
        if (const Stack* other = find_stack(*from.plan, stack.id)) add_outputs(stack, *other, lost);
      }
    }
  }
}

void list_retired(const std::vector<StateView>& states) {
  for (const StateView& entered : states) {
    if (entered.plan == nullptr || entered.state->is_base() || entered.state->environment) continue;
    const StateView& left = states[entered.state->before];
    if (left.plan == nullptr) continue;
    std::vector<RetiredStack> retired;
    auto add = [&](RetiredStack stack) {
      if (find_stack(*entered.plan, stack.id) != nullptr) return;
      const std::string blueprint = stack.id.substr(0, stack.id.find('/'));
      stack.lost = std::any_of(
          entered.state->lost.begin(), entered.state->lost.end(), [&](const auto& lost) {
            return entered.system->system().blueprints[lost.first].name == blueprint;
          });
      retired.push_back(std::move(stack));
    };
    // Those that need others go first.
    for (auto stack = left.plan->stacks.rbegin(); stack != left.plan->stacks.rend(); ++stack) {
      add(retired_from(*stack, *left.plan));
    }
    for (const RetiredStack& stack : left.plan->retired) {
      if (stack.lost) add(stack);
    }
    std::set<std::string> ids;
    for (const RetiredStack& stack : retired) ids.insert(stack.id);
    for (RetiredStack& stack : retired) {
      std::erase_if(stack.depends_on, [&](const std::string& id) { return !ids.contains(id); });
    }
    entered.plan->retired = std::move(retired);
  }
}

const StateView* last_with(const std::vector<StateView>& states, std::size_t entered,
                           std::size_t blueprint) {
  for (std::size_t at = entered; at != 0;) {
    at = states[at].state->before;
    if (!states[at].state->lost.contains(blueprint)) return &states[at];
  }
  return nullptr;
}

std::set<Region> lost_regions(const State& state, const System& system) {
  std::set<Region> lost;
  for (const auto& [blueprint, place] : state.lost) {
    if (system.blueprints[blueprint].region) lost.insert(*system.blueprints[blueprint].region);
  }
  for (std::size_t b = 0; b < system.blueprints.size(); ++b) {
    if (!state.lost.contains(b) && system.blueprints[b].region) {
      lost.erase(*system.blueprints[b].region);
    }
  }
  return lost;
}

}  // namespace btsinfra
