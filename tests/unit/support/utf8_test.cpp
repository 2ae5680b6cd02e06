#include "support/utf8.h"

#include <string>

#include "support/catch.h"

namespace btsinfra {
namespace {

using namespace std::string_literals;

TEST_CASE("the first invalid byte is found", "[support][utf8]") {
  struct Row {
    std::string text;
    std::optional<std::size_t> expected;
  };
  const Row rows[] = {
      {"", {}},
      {"plain", {}},
      {"\xED\x95\x9C", {}},
      {"\xF0\x9F\x98\x80", {}},
      {"\xF4\x8F\xBF\xBF", {}},  // U+10FFFF
      {"\xF4\x90\x80\x80", 0},   // past it
      {"ab\x80", 2},             // a lone continuation
      {"ab\xC3", 2},             // cut off
      {"ab\xED\x95", 2},         // cut off
      {"\xC0\xAF", 0},           // overlong
      {"\xE0\x80\xAF", 0},       // overlong
      {"\xF0\x80\x80\xAF", 0},   // overlong
      {"\xED\xA0\x80", 0},       // surrogate
      {"\xFF", 0},
      {"\xC3\xA9\xFE", 2},
      {"\xE2\x28\xA1", 0},
      {"\0x"s, {}},  // valid UTF-8, found as a control character
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(first_invalid_utf8(row.text) == row.expected);
  }
}

TEST_CASE("every code point survives the way to bytes and back", "[support][utf8]") {
  bool all = true;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    std::size_t offset = 0;
    all = all && !first_invalid_utf8(text) && next_code_point(text, offset) == c &&
          offset == text.size() && count_code_points(text) == 1;
  }
  CHECK(all);
}

TEST_CASE("reading broken text ends and marks it", "[support][utf8]") {
  CHECK(to_code_points("a\xFF\x80"
                       "b") == U"a\uFFFD\uFFFDb");
}

TEST_CASE("control characters are found", "[support][utf8]") {
  struct Row {
    std::string text;
    std::optional<std::size_t> expected;
  };
  const Row rows[] = {
      {"a\tb\r\n", {}}, {"a\0b"s, 1},     {"\x04", 0},      {"ab\x1B[0m", 2},     {"\x7F", 0},
      {"\xC2\x85", 0},  {"x\xC2\x9F", 1}, {"\xC2\xA0", {}}, {"\xED\x95\x9C", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(first_control_character(row.text) == row.expected);
  }
}

TEST_CASE("a byte order mark is seen only at the start", "[support][utf8]") {
  CHECK(
      has_bom("\xEF\xBB\xBF"
              "a"));
  CHECK_FALSE(has_bom("a\xEF\xBB\xBF"));
  CHECK_FALSE(has_bom("\xEF\xBB"));
}

}  // namespace
}  // namespace btsinfra
