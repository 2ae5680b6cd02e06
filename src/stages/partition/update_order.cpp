#include "stages/partition/update_order.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "diag/ids/scenarios.h"
#include "support/graph.h"

namespace btsinfra {
namespace {

// Why one step of a deployment comes after another one.
struct Reason {
  std::string text;
  Span place;
};

// Steps of a deployment: first the stacks of the entered state, by their index, then the deletions
// of retired ones.
class UpdateOrder {
 public:
  UpdateOrder(const std::vector<StateView>& states, std::size_t entered, Diagnostics& diags)
      : left_(states[states[entered].state->before]),
        entered_(states[entered]),
        diags_(diags),
        graph_(entered_.plan->stacks.size() + entered_.plan->retired.size()) {
    for (std::size_t i = 0; i < stacks().size(); ++i) step_.emplace(stacks()[i].id, i);
    for (std::size_t i = 0; i < retired().size(); ++i) {
      step_.emplace(retired()[i].id, stacks().size() + i);
    }
    // Of a blueprint that was lost in the meantime stands what was there before.
    for (std::size_t b = 0; b < entered_.system->system().blueprints.size(); ++b) {
      const StateView* last = last_with(states, entered, b);
      if (last == nullptr || last->plan == nullptr) continue;
      for (const Stack& stack : last->plan->stacks) {
        if (stack.blueprint == b) standing_.emplace(stack.id, Standing{&stack, last});
      }
    }
  }

  void run() {
    for (std::size_t i = 0; i < stacks().size(); ++i) let_go(i);
    if (releasing_.empty()) return;
    for (std::size_t i = 0; i < stacks().size(); ++i) need(i);
    for (std::size_t i = 0; i < retired().size(); ++i) take_down(i);
    const std::optional<std::vector<std::size_t>> order = topological_order(graph_);
    if (!order) {
      report(shortest_cycle(graph_));
      return;
    }
    for (std::size_t stack : releasing_) list(stack, *order);
  }

 private:
  [[nodiscard]] std::vector<Stack>& stacks() const { return entered_.plan->stacks; }
  [[nodiscard]] std::vector<RetiredStack>& retired() const { return entered_.plan->retired; }

  // A stack as the last state with its blueprint left it.
  struct Standing {
    const Stack* stack = nullptr;
    const StateView* state = nullptr;
  };

  [[nodiscard]] const Stack* standing(const std::string& id) const {
    auto found = standing_.find(id);
    return found == standing_.end() ? nullptr : found->second.stack;
  }

  // The component that an output of a standing stack comes from.
  [[nodiscard]] Span source(const Stack& stack, const StackOutput& output) const {
    return standing_.at(stack.id).state->system->places().key(
        stack.resources.at(output.resource).place);
  }

  void edge(std::size_t later, std::size_t earlier, std::string text, Span place) {
    graph_.edge(later, earlier);
    reasons_.try_emplace({later, earlier}, Reason{std::move(text), place});
  }

  // Whether a reader of that stack's outputs imports them, rather than reads them from afar.
  [[nodiscard]] bool imports(const std::string& user, const Stack& producer) const {
    const Stack* reader = standing(user);
    return reader != nullptr && reader->region == producer.region && step_.contains(user);
  }

  // Those that import what the stack no longer exports come before it.
  void let_go(std::size_t index) {
    const Stack& stack = stacks()[index];
    const Stack* old = standing(stack.id);
    if (old == nullptr) return;
    for (const auto& [name, output] : old->outputs) {
      if (output.export_name.empty()) continue;
      auto kept = stack.outputs.find(name);
      if (kept != stack.outputs.end() && !kept->second.export_name.empty()) continue;
      const Span place = source(*old, output);
      for (const std::string& user : output.users) {
        if (!imports(user, *old)) continue;
        const std::size_t step = step_.at(user);
        const std::string why =
            user + " imports " + output.resource + ", which " + stack.id + " gives up";
        if (step >= stacks().size() && retired()[step - stacks().size()].lost) {
          report_lost(why, place, user);
        } else {
          edge(index, step, why, place);
          releasing_.insert(index);
        }
      }
    }
  }

  // What a stack uses of others and does not stand there yet. What does is exported, too: outputs
  // are united over all states.
  void need(std::size_t index) {
    const Stack& stack = stacks()[index];
    for (const auto& [needed, resources] : stack.uses) {
      const Stack* old = standing(stacks()[needed].id);
      for (const std::string& id : resources) {
        if (old != nullptr && old->resources.contains(id)) continue;
        edge(index, needed, stack.id + " needs " + id + " of " + stacks()[needed].id,
             entered_.system->places().key(stacks()[needed].resources.at(id).place));
        break;
      }
    }
  }

  // A stack is deleted once nobody imports from it any more.
  void take_down(std::size_t index) {
    const Stack* old = standing(retired()[index].id);
    if (old == nullptr) return;
    for (const auto& [name, output] : old->outputs) {
      for (const std::string& user : output.users) {
        if (output.export_name.empty() || !imports(user, *old)) continue;
        edge(stacks().size() + index, step_.at(user), user + " imports " + output.resource,
             source(*old, output));
      }
    }
  }

  [[nodiscard]] const std::string& id_of(std::size_t step) const {
    return step < stacks().size() ? stacks()[step].id : retired()[step - stacks().size()].id;
  }

  void report(const std::vector<std::size_t>& cycle) {
    auto reason = [&](std::size_t i) -> const Reason& {
      return reasons_.at({cycle[i], cycle[(i + 1) % cycle.size()]});
    };
    std::vector<std::string> names;
    for (std::size_t step : cycle) names.push_back(id_of(step));
    Report report =
        diags_.report(ids::UpdateOrder, reason(0).place,
                      "one deployment cannot lead from {} to this scenario: stacks "
                      "would have to be updated before each other, {} ({})",
                      left_.state->is_base() ? "the base" : "`" + left_.state->name + "`",
                      circle_text(names), reason(0).text);
    for (std::size_t i = 1; i < std::min(cycle.size(), most_steps_shown); ++i) {
      report.note(reason(i).place, reason(i).text);
    }
    report.help(
        "keep what is given up in this scenario, and take it out in another one that is entered "
        "`after` it");
  }

  void report_lost(const std::string& why, Span place, const std::string& user) {
    diags_.report(ids::UpdateOrder, place, "{}: {} is lost here and cannot let go", why, user)
        .help("keep it in this scenario: CloudFormation takes no export away that is imported");
  }

  // What the stack has to wait for. Stacks of lower waves are left out: they are brought before it
  // in any case.
  void list(std::size_t stack, const std::vector<std::size_t>& order) {
    std::set<std::size_t> before;
    std::vector<std::size_t> open{stack};
    while (!open.empty()) {
      const std::size_t step = open.back();
      open.pop_back();
      for (std::size_t needed : graph_.needs(step)) {
        if (before.insert(needed).second) open.push_back(needed);
      }
    }
    for (std::size_t step : order) {
      if (!before.contains(step)) continue;
      if (step < stacks().size() && stacks()[step].wave < stacks()[stack].wave) continue;
      stacks()[stack].update_after.push_back(id_of(step));
    }
  }

  const StateView& left_;
  const StateView& entered_;
  Diagnostics& diags_;
  Graph graph_;
  std::map<std::string, std::size_t> step_;   // by the stack's id
  std::map<std::string, Standing> standing_;  // by id
  std::set<std::size_t> releasing_;           // stacks that give up what others import
  std::map<std::pair<std::size_t, std::size_t>, Reason> reasons_;
};

}  // namespace

void order_updates(const std::vector<StateView>& states, std::size_t entered, Diagnostics& diags) {
  const StateView& view = states[entered];
  if (view.plan == nullptr || states[view.state->before].plan == nullptr) return;
  UpdateOrder(states, entered, diags).run();
}

}  // namespace btsinfra
