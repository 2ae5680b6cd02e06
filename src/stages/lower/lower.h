// The fourth stage: every component becomes CloudFormation resources with symbolic references; then
// the author's overrides are laid over them.
#pragma once

#include "diag/diagnostics.h"
#include "services/contributions.h"
#include "services/lowered.h"
#include "services/resolved.h"

namespace btsinfra {

[[nodiscard]] Lowered lower(const ResolvedSystem& system, const Contributions& contributions,
                            Diagnostics& diags);

}  // namespace btsinfra
