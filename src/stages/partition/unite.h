// What the states of one system owe each other, so that deploying one after the other works: what
// exists in several stands in the same stacks, and no state takes an output away that a stack of
// another one, still deployed, reads.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "services/lowered.h"
#include "services/resolved.h"
#include "stages/partition/plan.h"
#include "stages/resolve/scenarios.h"

namespace btsinfra {

// One state beside the others. `lowered` and `plan` are nullptr where errors kept it from getting
// that far; once there is a plan, the values of `lowered` are in it.
struct StateView {
  const State* state = nullptr;
  const ResolvedSystem* system = nullptr;
  const Lowered* lowered = nullptr;
  Plan* plan = nullptr;
};

// Policies of buckets stand in the latest layer that the statements of any state need: a policy
// cannot move from one stack to another, as a bucket has only one.
void settle_policy_layers(const std::vector<Lowered*>& states);

// A resource keeps the layer that it has in the states before, the base first, even if it would be
// another one here: CloudFormation moves nothing between stacks.
void keep_layers(const std::vector<const Lowered*>& before, Lowered& lowered);

// Outputs of a stack become those of all states in which the stack and the resource exist, and so
// do the copies of its secrets. An output that names a region which the state has lost is not
// added; a copy there stays, since taking it back would need that region. States stand as
// list_states gives them; environments share nothing with others.
void unite_outputs(const std::vector<StateView>& states);

// What each state no longer has of the one from which it is entered. What that one could not take
// down itself because it had lost it is handed on.
void list_retired(const std::vector<StateView>& states);

// The last state before the one of that index in which the blueprint was there: what stands of it
// is as that state left it. nullptr: it always was lost.
[[nodiscard]] const StateView* last_with(const std::vector<StateView>& states, std::size_t entered,
                                         std::size_t blueprint);

// The regions of lost blueprints that no other blueprint of the state uses.
[[nodiscard]] std::set<Region> lost_regions(const State& state, const System& system);

}  // namespace btsinfra
