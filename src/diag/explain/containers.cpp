// Containers: 3300-3349.
#include "diag/ids/containers.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> containers() { return {}; }

}  // namespace btsinfra::explain
