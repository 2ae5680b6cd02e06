// The third stage: what components ask of each other, collected. Of lost components only the
// layers of their PolicyStatements remain, with statements that say nothing (no actions).
#pragma once

#include "diag/diagnostics.h"
#include "services/contributions.h"
#include "services/resolved.h"

namespace btsinfra {

[[nodiscard]] Contributions contribute(const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
