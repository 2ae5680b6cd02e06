#include "diag/explain/tables.h"

namespace btsinfra::explain {

// Entries by id: {Id::Name, R"(text
// )"}, in a `static constexpr Entry entries[]` that is returned.
std::span<const Entry> security() { return {}; }

}  // namespace btsinfra::explain
