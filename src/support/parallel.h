// Work that falls into independent parts, on all processors.
#pragma once

#include <cstddef>

#include "support/function_ref.h"

namespace btsinfra {

// Calls `part(0)` to `part(count - 1)`, each once, in any order and several at a time; back when
// all are through. Parts share nothing that one of them changes. What the first of them (by number)
// throws is thrown on.
void for_each_part(std::size_t count, FunctionRef<void(std::size_t)> part);

// How many parts run at a time, at most.
[[nodiscard]] std::size_t parts_at_a_time();

}  // namespace btsinfra
