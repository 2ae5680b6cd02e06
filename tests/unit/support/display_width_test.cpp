#include "support/display_width.h"

#include <string>

#include "support/catch.h"

namespace btsinfra {
namespace {

TEST_CASE("display width", "[support][display_width]") {
  struct Row {
    std::string text;
    int expected;
  };
  const Row rows[] = {
      {"", 0},          {"abc", 3},
      {"é", 1},         {"서울", 4},
      {"日本", 4},      {"Ａ", 2},
      {"😀", 2},         {"…", 1},
      {"e\xCC\x81", 1}, {"\xE1\x84\x92\xE1\x85\xA1", 2},
      {"\u200B", 0},    {"가a나", 5},
      {"─", 1},         {"\xF0\xA0\x80\x80", 2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(display_width(row.text) == row.expected);
  }
}

}  // namespace
}  // namespace btsinfra
