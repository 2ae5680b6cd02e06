// `${{ reference }}` inside texts. Before `{{` two dollars stand for one, so that `$${{` is a
// literal
// `${{`, and `$$${{ x }}` a dollar before a reference; everything else, a shell's `${VAR}` and
// CloudFormation's `{{resolve:…}}` among it, passes through untouched.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "btsinfra/model/text.h"

#include "model/fields.h"

namespace btsinfra {

// The text in parts, or why it cannot be read.
[[nodiscard]] std::variant<Text, fields::Fault> parse_text(std::string_view text);

// As it is written: `parse_text` makes the same text of it, but that words side by side become one.
[[nodiscard]] std::string print_text(const Text& text);

// Whether the characters and dots form `[blueprint.]kind.name[.attribute]` or a bare name.
[[nodiscard]] bool is_reference_path(std::string_view path);

}  // namespace btsinfra
