// What must stay the same between a state and the one from which it is entered: a deployment goes
// from one to the other by updating stacks, and CloudFormation knows a resource by its logical id.
#pragma once

#include <vector>

#include "diag/diagnostics.h"
#include "stages/partition/unite.h"

namespace btsinfra {

// `states` as list_states gives them; judges the entry into the one of that index.
void check_transition(const std::vector<StateView>& states, std::size_t entered,
                      Diagnostics& diags);

}  // namespace btsinfra
