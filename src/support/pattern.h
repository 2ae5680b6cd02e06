// Regular expressions as JSON schemas hold them: ECMAScript's, found anywhere in the text.
//
// std::regex goes back over the text again and again: published schemas hold expressions with which
// one wrong letter keeps it busy for hours. Here no place of the expression is tried twice at the
// same place of the text.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace btsinfra {

class Pattern {
 public:
  // Nothing for what is malformed, takes too much room when its repetitions are written out, or
  // uses what is not known here: back references, lookbehind, inline flags, set arithmetic. Java's
  // `\A`, `\Z`, `\p{…}` and possessive quantifiers are known. Where the two languages differ, and
  // for letters outside ASCII in `\p{…}`, more fits rather than less.
  [[nodiscard]] static std::optional<Pattern> parse(std::string_view expression);

  // In UTF-8; a byte that belongs to no character counts as one.
  [[nodiscard]] bool is_in(std::string_view text) const;

  // Characters of one place in an expression.
  struct Set {
    std::bitset<128> ascii{};
    std::vector<std::pair<char32_t, char32_t>> others{};
    bool negated = false;    // of `others`; `ascii` is ready to use
    bool any_other = false;  // outside ASCII
    bool any_astral = false;

    [[nodiscard]] bool has(char32_t c) const;
  };

  enum class Step : std::uint8_t {
    Run,  // `least` to `most` characters of a set
    Split,
    Jump,
    Start,
    End,
    Boundary,
    NoBoundary,
    Ahead,  // what begins at `target` must follow, or must not
    NotAhead,
    Accept
  };

  struct Instruction {
    Step step = Step::Accept;
    std::uint32_t target = 0;  // an instruction; Run: a set
    std::uint32_t least = 1;
    std::uint32_t most = 1;
  };

  struct Program {
    std::vector<Instruction> instructions{};
    std::vector<Set> sets{};
  };

 private:
  explicit Pattern(Program program) : program_(std::move(program)) {}

  Program program_;
};

}  // namespace btsinfra
