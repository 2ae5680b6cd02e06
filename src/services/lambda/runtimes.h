// What runs functions, with the dates on which each ends. AWS moved such dates several times: they
// are data, true on `runtime_facts_date`, and builds judge by that date.
#pragma once

#include <span>
#include <string_view>

namespace btsinfra {

inline constexpr std::string_view runtime_facts_date = "2026-09-30";
// What ends within this many months deserves a word.
inline constexpr int runtime_notice_months = 6;

struct Runtime {
  std::string_view name;
  std::string_view deprecated;        // no more patches from then on
  std::string_view creation_blocked;  // no new functions
  std::string_view update_blocked;
  std::string_view successor;  // empty: it is its language's newest
};

[[nodiscard]] std::span<const Runtime> runtimes();
// nullptr for one that is not in the table.
[[nodiscard]] const Runtime* find_runtime(std::string_view name);

// What functions without a runtime get.
[[nodiscard]] std::string_view newest_python();

}  // namespace btsinfra
