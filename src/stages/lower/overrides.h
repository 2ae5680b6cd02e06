// `overrides:`: changes laid over generated resources.
#pragma once

#include "diag/diagnostics.h"
#include "services/contributions.h"
#include "services/lowered.h"
#include "services/resolved.h"

namespace btsinfra {

// Maps merge, lists and single values replace, null removes; a resource's Type never changes. An
// override of a logical id that does not exist is an error with the near name.
void apply_overrides(const ResolvedSystem& system, const Contributions& contributions,
                     Lowered& lowered, Diagnostics& diags);

}  // namespace btsinfra
