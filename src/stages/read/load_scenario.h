// A system in one of its scenarios: the same files with what the scenario sets laid over them.
#pragma once

#include "diag/diagnostics.h"
#include "stages/read/load.h"
#include "stages/resolve/scenarios.h"
#include "support/source.h"

namespace btsinfra {

[[nodiscard]] LoadedSystem load_scenario(const LoadedSystem& base, const State& state,
                                         const SourceMap& sources, Diagnostics& diags);

}  // namespace btsinfra
