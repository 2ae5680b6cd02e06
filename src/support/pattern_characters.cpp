#include "support/pattern_characters.h"

#include "support/utf8.h"

namespace btsinfra::pattern {
namespace {

// The character that starts at `at`, which moves behind it.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  if (first < 0xC2 || first > 0xF4) return first;
  const std::size_t more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  if (text.size() - at < more) return first;
  char32_t c = first & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if (!is_continuation_byte(text[at + i])) return first;
    c = (c << 6U) | (byte(at + i) & 0x3FU);
  }
  at += more;
  return c;
}

}  // namespace

std::vector<char32_t> characters(std::string_view text) {
  std::vector<char32_t> result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) result.push_back(next_character(text, at));
  return result;
}

}  // namespace btsinfra::pattern
