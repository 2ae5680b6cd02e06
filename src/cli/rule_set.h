// Rules as people name them on a command line: `BTS5003`, `BTS5xxx`, `BTS5001-BTS5009`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "diag/id.h"

namespace btsinfra {

class RuleSet {
 public:
  [[nodiscard]] static RuleSet all();

  // Adds what one word names, with or without "BTS"; false where it names no rule that there is.
  [[nodiscard]] bool add(std::string_view word);
  [[nodiscard]] bool contains(Id id) const;

 private:
  std::vector<std::pair<std::uint16_t, std::uint16_t>> ranges_;  // first and last of each
};

}  // namespace btsinfra
