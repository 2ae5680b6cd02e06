// Distributions: 3520-3579.
#include "diag/ids/distributions.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> distributions() { return {}; }

}  // namespace btsinfra::explain
