// What CloudWatch can make of the data of one period.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace btsinfra {

struct Statistic {
  std::string name;       // "Average", "p99"
  bool extended = false;  // percentiles and trimmed statistics
};

// "average" -> Average, "p99", "tm95", "iqm"; nothing where it is none.
[[nodiscard]] std::optional<Statistic> parse_statistic(std::string_view text);
// A statistic whose name is near; empty: none is.
[[nodiscard]] std::string near_statistic(std::string_view text);

}  // namespace btsinfra
