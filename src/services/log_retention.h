// How long CloudWatch Logs keeps records.
#pragma once

#include "diag/diagnostics.h"
#include "services/resolved.h"

namespace btsinfra {

// Reports a number of days that CloudWatch Logs does not offer. `place` is where it stands.
void check_retention(const Place& place, int days, const ResolvedSystem& system,
                     Diagnostics& diags);

}  // namespace btsinfra
