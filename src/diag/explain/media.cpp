// Media: 3630-3659.
#include "diag/ids/media.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> media() { return {}; }

}  // namespace btsinfra::explain
