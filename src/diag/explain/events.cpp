// Events: 3660-3719.
#include "diag/ids/events.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> events() { return {}; }

}  // namespace btsinfra::explain
