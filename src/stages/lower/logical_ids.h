// Whether every logical id is made once, and every one that is named exists.
#pragma once

#include "diag/diagnostics.h"
#include "services/lowered.h"
#include "services/resolved.h"

namespace btsinfra {

// Resources and parameters of a blueprint share one space of names, so that a stack made of any of
// them holds no id twice. A collision names both components; it is never solved by a suffix, which
// would change with the next edit.
void check_logical_ids(const ResolvedSystem& system, const Lowered& lowered, Diagnostics& diags);

}  // namespace btsinfra
