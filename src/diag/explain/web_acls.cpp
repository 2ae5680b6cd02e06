// Web acls: 3580-3629.
#include "diag/ids/web_acls.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> web_acls() { return {}; }

}  // namespace btsinfra::explain
