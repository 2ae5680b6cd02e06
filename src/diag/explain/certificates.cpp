// Certificates: 3450-3479.
#include "diag/ids/certificates.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> certificates() { return {}; }

}  // namespace btsinfra::explain
