// The same guess as `nearest`, for who acts upon it: where several names are equally near, only a
// person can choose.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace btsinfra {

// The candidate that `nearest` would give and all that are as near, each once, in the order of the
// alphabet; empty where none is near enough.
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view name,
                                                     std::span<const std::string> candidates);
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view name,
                                                     std::span<const std::string_view> candidates);

}  // namespace btsinfra
