// Replicas: 3720-3759.
#include "diag/ids/replicas.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> replicas() { return {}; }

}  // namespace btsinfra::explain
