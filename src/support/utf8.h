// UTF-8 as bytes: validity, code points, and the characters that have no place in a text file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace btsinfra {

inline constexpr std::string_view utf8_bom = "\xEF\xBB\xBF";

[[nodiscard]] constexpr bool is_continuation_byte(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

[[nodiscard]] constexpr bool has_bom(std::string_view text) { return text.starts_with(utf8_bom); }

// The offset of the first byte that starts no well-formed character (overlong forms, surrogates and
// what lies past U+10FFFF included), or nothing where all is well.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

// Every byte that is not a continuation byte counts, so it answers for broken text too.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

// C0 and C1 control characters and DEL; tab, line feed and carriage return are not among them.
[[nodiscard]] constexpr bool is_control_character(char32_t c) {
  return (c < 0x20 && c != U'\t' && c != U'\n' && c != U'\r') || (c >= 0x7F && c <= 0x9F);
}

// The offset of the first such character in well-formed text.
[[nodiscard]] std::optional<std::size_t> first_control_character(std::string_view text);

// The character at `offset`, which moves past it. A byte that starts no character gives U+FFFD and
// moves by one, so a loop over any bytes ends.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& offset);

[[nodiscard]] std::u32string to_code_points(std::string_view text);

void append_utf8(std::string& text, char32_t c);

}  // namespace btsinfra
