// The texts behind `explanation`, one table per range of ids; each function's file lies beside this
// one. To explain a new id, add an entry to the table of its range.
#pragma once

#include <span>
#include <string_view>

#include "diag/diagnostics.h"

namespace btsinfra::explain {

struct Entry {
  Id id;
  std::string_view text;  // lines up to about 90 characters, a newline at the end
};

[[nodiscard]] std::span<const Entry> reading();              // 1xxx
[[nodiscard]] std::span<const Entry> names_and_addresses();  // 2xxx
[[nodiscard]] std::span<const Entry> network();              // 3001-3049
[[nodiscard]] std::span<const Entry> compute();              // 3050-3099
[[nodiscard]] std::span<const Entry> load_balancers();       // 3100-3149
[[nodiscard]] std::span<const Entry> databases();            // 3150-3199
[[nodiscard]] std::span<const Entry> caches();               // 3200-3249
[[nodiscard]] std::span<const Entry> buckets();              // 3250-3299
[[nodiscard]] std::span<const Entry> stacks();               // 4xxx
[[nodiscard]] std::span<const Entry> security();             // 5xxx
[[nodiscard]] std::span<const Entry> resilience();           // 6xxx

}  // namespace btsinfra::explain
