// Accelerators: 3480-3519.
#include "diag/ids/accelerators.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> accelerators() { return {}; }

}  // namespace btsinfra::explain
