// The names and descriptions that AWS WAF takes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace btsinfra {

inline constexpr std::size_t longest_waf_name = 128;

// Of ACLs, rules and metrics alike: Latin letters, digits, `-` and `_`.
[[nodiscard]] bool is_waf_name(std::string_view text);
// "BTS WAF" -> "BTS_WAF"; empty where nothing of it can stay.
[[nodiscard]] std::string legal_waf_name(std::string_view text);
[[nodiscard]] bool is_waf_description(std::string_view text);
// A header of HTTP, as logs can leave it out.
[[nodiscard]] bool is_header_name(std::string_view text);

}  // namespace btsinfra
