// The tokens of a C++ source, as far as finding a designator in it needs them. What the compiler
// would do with them (macros, includes) is not looked at: a token that is not found costs a finding
// its column, and nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace btsinfra::program {

struct CppToken {
  enum class Kind : std::uint8_t { Word, Text, Mark };

  Kind kind = Kind::Mark;
  std::size_t begin = 0;  // bytes, quotes of a text included
  std::size_t end = 0;
  std::string_view words;  // of a text what stands between its quotes, escapes as written

  [[nodiscard]] bool is(char mark) const { return kind == Kind::Mark && words.front() == mark; }
  [[nodiscard]] bool opens() const { return is('(') || is('{') || is('['); }
  [[nodiscard]] bool closes() const { return is(')') || is('}') || is(']'); }
};

// The tokens view `source`. Comments and preprocessor lines are left out.
[[nodiscard]] std::vector<CppToken> cpp_tokens(std::string_view source);

}  // namespace btsinfra::program
