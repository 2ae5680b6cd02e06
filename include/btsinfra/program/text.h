// Texts with references inside.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "btsinfra/model/by_name.h"
#include "btsinfra/model/text.h"

namespace btsinfra {

// Deliberately not constexpr: a literal with the fault calls the function of that name, so that the
// compiler's message says what is wrong.
namespace text_literal {
[[noreturn]] void has_a_reference_that_is_not_closed_on_its_line();
[[noreturn]] void has_a_reference_that_is_not_made_of_names_with_dots();
}  // namespace text_literal

// A literal whose `${{ … }}` were found well-formed by the compiler.
class TextLiteral {
 public:
  consteval TextLiteral(const char* words) : words_(words) { check(words_); }  // NOLINT

  [[nodiscard]] constexpr std::string_view words() const { return words_; }

 private:
  static constexpr void check(std::string_view text) {
    for (std::size_t at = 0; (at = text.find("${{", at)) != std::string_view::npos;) {
      std::size_t dollars = 1;
      while (at >= dollars && text[at - dollars] == '$') ++dollars;
      if (dollars % 2 == 0) {  // $${{ is a literal ${{
        at += 3;
        continue;
      }
      const std::size_t close = text.find("}}", at);
      if (close == std::string_view::npos || text.find('\n', at) < close) {
        text_literal::has_a_reference_that_is_not_closed_on_its_line();
      }
      std::string_view path = text.substr(at + 3, close - at - 3);
      while (!path.empty() && path.front() == ' ') path.remove_prefix(1);
      while (!path.empty() && path.back() == ' ') path.remove_suffix(1);
      if (!is_path(path)) text_literal::has_a_reference_that_is_not_made_of_names_with_dots();
      at = close + 2;
    }
  }
  static constexpr bool is_path(std::string_view path) {
    if (path.empty() || path.front() == '.' || path.back() == '.') return false;
    char before = 0;
    for (const char c : path) {
      const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '_' || c == '-';
      if (!word && (c != '.' || before == '.')) return false;
      before = c;
    }
    return true;
  }

  std::string_view words_;
};

// A text as in YAML, for scripts: `${{ code }}` stands for the value of that name among `values`,
// any other reference for what YAML means by it, `$${{` for a literal `${{`.
//
//   text(R"(aws s3 cp s3://${{ bucket }}/site.zip .)", {{"bucket", code.name()}})
[[nodiscard]] Text text(TextLiteral words, const ByName<Text>& values = {});

}  // namespace btsinfra
