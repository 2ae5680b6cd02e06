// The fifth stage: resources go into stacks, and symbolic references become what the two stacks
// they join admit: Ref and GetAtt inside one, Export and Fn::ImportValue between two of a region,
// and between two regions a parameter that the deployment fills or Fn::GetStackOutput.
#pragma once

#include <cstdint>
#include <optional>

#include "diag/diagnostics.h"
#include "services/lowered.h"
#include "services/resolved.h"
#include "stages/partition/plan.h"

namespace btsinfra {

// How a value gets from a stack of one region into a stack of another. Neither binds the producer:
// who reads an output is listed with it, to be deployed again when it changes.
enum class CrossRegion : std::uint8_t {
  Parameters,  // a parameter, filled from the producer's live output
  Native,      // Fn::GetStackOutput
};

// Nothing where the stacks cannot be ordered or joined; `diags` then says why. The values of the
// resources move out of `lowered` into the plan; what they are called, their types and where they
// come from stay.
[[nodiscard]] std::optional<Plan> partition(const ResolvedSystem& system, Lowered& lowered,
                                            CrossRegion cross_region, Diagnostics& diags);

}  // namespace btsinfra
