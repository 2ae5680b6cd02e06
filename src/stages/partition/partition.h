// The fifth stage: resources go into stacks, and symbolic references become what the two stacks
// they join admit: Ref and GetAtt inside one, Export and Fn::ImportValue between two of a region.
#pragma once

#include <optional>

#include "diag/diagnostics.h"
#include "services/lowered.h"
#include "services/resolved.h"
#include "stages/partition/plan.h"

namespace btsinfra {

// Nothing where the stacks cannot be ordered or joined; `diags` then says why.
[[nodiscard]] std::optional<Plan> partition(const ResolvedSystem& system, Lowered lowered,
                                            Diagnostics& diags);

}  // namespace btsinfra
