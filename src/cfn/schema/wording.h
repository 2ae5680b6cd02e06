// Words for messages about values and what they should be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cfn/schema.h"
#include "cfn/value.h"

namespace btsinfra::cfn {

// A scalar in backticks, long texts cut; "a list", "an object", "nothing".
[[nodiscard]] std::string describe(const Value& value);

// "a, b or c"
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view last);

template <class Strings>
std::vector<std::string> in_backticks(const Strings& strings) {
  std::vector<std::string> result;
  for (const auto& text : strings) result.push_back("`" + std::string(text) + "`");
  return result;
}

// "a string or a list"
[[nodiscard]] std::string kinds_text(const ValueSchema& schema);

// "1 item", "2 items"
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

}  // namespace btsinfra::cfn
