// What the reader of files sees to before anything else: texts in UTF-8 that people can see,
// numbers, keys that are there once, and bounds.
#pragma once

#include "diag/diagnostics.h"
#include "stages/read/document.h"

namespace btsinfra::program {

// False where something of the tree is none of these; `diags` then says what.
[[nodiscard]] bool check_values(const Node& node, Diagnostics& diags);

}  // namespace btsinfra::program
