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
[[nodiscard]] std::span<const Entry> programs();             // 1050-1069
[[nodiscard]] std::span<const Entry> names_and_addresses();  // 2xxx
[[nodiscard]] std::span<const Entry> network();              // 3001-3049
[[nodiscard]] std::span<const Entry> compute();              // 3050-3099
[[nodiscard]] std::span<const Entry> load_balancers();       // 3100-3149
[[nodiscard]] std::span<const Entry> databases();            // 3150-3199
[[nodiscard]] std::span<const Entry> caches();               // 3200-3249
[[nodiscard]] std::span<const Entry> buckets();              // 3250-3299
[[nodiscard]] std::span<const Entry> scenarios();            // 2100-2199
[[nodiscard]] std::span<const Entry> suppressions();         // 2200-2299
[[nodiscard]] std::span<const Entry> containers();           // 3300-3349
[[nodiscard]] std::span<const Entry> secrets();              // 3350-3379
[[nodiscard]] std::span<const Entry> peerings();             // 3380-3399
[[nodiscard]] std::span<const Entry> dns();                  // 3400-3449
[[nodiscard]] std::span<const Entry> certificates();         // 3450-3479
[[nodiscard]] std::span<const Entry> accelerators();         // 3480-3519
[[nodiscard]] std::span<const Entry> distributions();        // 3520-3579
[[nodiscard]] std::span<const Entry> web_acls();             // 3580-3629
[[nodiscard]] std::span<const Entry> media();                // 3630-3659
[[nodiscard]] std::span<const Entry> events();               // 3660-3719
[[nodiscard]] std::span<const Entry> replicas();             // 3720-3759
[[nodiscard]] std::span<const Entry> stacks();               // 4001-4019
[[nodiscard]] std::span<const Entry> resource_schemas();     // 4020-4032
[[nodiscard]] std::span<const Entry> security();             // 5xxx
[[nodiscard]] std::span<const Entry> resilience();           // 6xxx

}  // namespace btsinfra::explain
