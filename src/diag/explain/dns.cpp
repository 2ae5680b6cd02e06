// Dns: 3400-3449.
#include "diag/ids/dns.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> dns() { return {}; }

}  // namespace btsinfra::explain
