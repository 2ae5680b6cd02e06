// Scenarios: 2100-2199.
#include "diag/ids/scenarios.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> scenarios() { return {}; }

}  // namespace btsinfra::explain
