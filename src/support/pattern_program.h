// The tree of a regular expression as a program: the second step of support/pattern.h.
#pragma once

#include <optional>

#include "support/pattern_tree.h"

namespace btsinfra::pattern {

// Nothing where repetitions, written out, take too much room.
[[nodiscard]] std::optional<Pattern::Program> write_program(const Node& node);

}  // namespace btsinfra::pattern
