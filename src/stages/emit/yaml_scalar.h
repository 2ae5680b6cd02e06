// Texts as YAML scalars that every reader takes for the same text, of YAML 1.1 and 1.2 alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace btsinfra {

enum class YamlContext : std::uint8_t {
  Block,
  Flow,  // inside [ ] or { }, where more characters have a meaning
};

// The text on one line: plain where nobody could take it for anything else, else in single quotes,
// else in double quotes with escapes.
[[nodiscard]] std::string yaml_scalar(std::string_view text, YamlContext context);

// Whether the text can stand as a literal block (`|`) and gains by it: several lines, no character
// that a reader would refuse or change.
[[nodiscard]] bool fits_literal_block(std::string_view text);

// What comes after the key: "|", "|-" or "|+", with an indentation indicator for `step` where the
// first line starts with white space of its own.
[[nodiscard]] std::string literal_block_header(std::string_view text, std::size_t step);

// A number that YAML 1.1 reads as a float: with a point, and a sign in the exponent. Finite only.
[[nodiscard]] std::string yaml_number(double value);

// A line of a comment: whatever would end or spoil it is replaced.
[[nodiscard]] std::string yaml_comment(std::string_view text);

}  // namespace btsinfra
