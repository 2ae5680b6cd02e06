// Whether anything that is written for a state still names what the state has lost: a recovery that
// leans on the region it recovers from fails in the night in which it is needed. References are the
// resolver's matter; this finds the literal in user data, the address in a list, the host name in
// an environment variable.
#pragma once

#include "diag/diagnostics.h"
#include "services/resolved.h"
#include "stages/partition/plan.h"
#include "stages/resolve/scenarios.h"

namespace btsinfra {

// `before` are the plans of other states: what the lost blueprints made is called there by its
// physical names.
void check_lost_names(const Plan& plan, const ResolvedSystem& system, const State& state,
                      const std::vector<const Plan*>& before, Diagnostics& diags);

}  // namespace btsinfra
