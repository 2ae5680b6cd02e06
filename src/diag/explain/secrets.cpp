// Secrets: 3350-3379.
#include "diag/ids/secrets.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> secrets() { return {}; }

}  // namespace btsinfra::explain
