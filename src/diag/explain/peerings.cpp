// Peerings: 3380-3399.
#include "diag/ids/peerings.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> peerings() { return {}; }

}  // namespace btsinfra::explain
