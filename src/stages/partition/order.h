// The order of stacks, and the circles that make one impossible.
#pragma once

#include <vector>

#include "diag/diagnostics.h"
#include "services/resolved.h"
#include "stages/partition/plan.h"
#include "stages/partition/uses.h"

namespace btsinfra {

// That one stack needs another, and why.
struct StackEdge {
  std::size_t from = 0;
  std::size_t to = 0;
  ResourceUse use;
  bool waits = false;  // it only waits for what it names
};

// Sorts the stacks, sets `depends_on`, `uses` and `wave`. False where they need each other in a
// circle; the shortest is then reported with the place of each edge.
[[nodiscard]] bool order_stacks(Plan& plan, const std::vector<StackEdge>& edges,
                                const ResolvedSystem& system, Diagnostics& diags);

// Circles inside a stack, which only resources and overrides of the author's own can make.
[[nodiscard]] bool check_resource_cycles(const Plan& plan, const ResolvedSystem& system,
                                         Diagnostics& diags);

}  // namespace btsinfra
