// The long form of each diagnostic, as `explain` prints it.
#pragma once

#include <string_view>

#include "diag/diagnostics.h"

namespace btsinfra {

// What the finding means, why it matters and how to get rid of it; empty only for an id that nobody
// has explained yet, which a test does not let pass.
[[nodiscard]] std::string_view explanation(Id id);

}  // namespace btsinfra
