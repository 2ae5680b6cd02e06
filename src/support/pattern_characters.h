// Text as characters, for support/pattern.h.
#pragma once

#include <string_view>
#include <vector>

namespace btsinfra::pattern {

// Of UTF-8; a byte that belongs to no character is one.
[[nodiscard]] std::vector<char32_t> characters(std::string_view text);

[[nodiscard]] constexpr bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
[[nodiscard]] constexpr bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}
[[nodiscard]] constexpr bool is_word(char32_t c) {
  return is_digit(c) || is_letter(c) || c == U'_';
}
[[nodiscard]] constexpr bool is_space(char32_t c) {
  return c == U' ' || (c >= U'\t' && c <= U'\r');
}

}  // namespace btsinfra::pattern
