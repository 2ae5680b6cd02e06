// What would be better in CloudFormation that people wrote themselves: raw resources, and overrides
// where they touch what is judged. What the compiler makes is judged by its settings, by each
// service's `advise`.
#pragma once

#include "diag/diagnostics.h"
#include "services/resolved.h"
#include "stages/partition/plan.h"

namespace btsinfra {

void advise_on_resources(const Plan& plan, const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
