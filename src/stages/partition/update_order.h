// The order in which the stacks of a state can be updated where they stand as another state left
// them. CloudFormation takes no export away that some stack imports: who imports it has to let go
// first, although it may stand behind the exporting stack in the order of creation.
#pragma once

#include <cstddef>
#include <vector>

#include "diag/diagnostics.h"
#include "stages/partition/unite.h"

namespace btsinfra {

// Sets Stack::update_after in the state of that index, and reports where no order works: then the
// change needs two deployments. To be called once outputs are united and retired stacks listed.
void order_updates(const std::vector<StateView>& states, std::size_t entered, Diagnostics& diags);

}  // namespace btsinfra
