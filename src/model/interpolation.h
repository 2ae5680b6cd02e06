// `${{ reference }}` inside texts. `$${{` stands for a literal `${{`; everything else, a shell's
// `${VAR}` and CloudFormation's `{{resolve:…}}` among it, passes through untouched.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "btsinfra/model/text.h"

#include "model/fields.h"

namespace btsinfra {

// The text in parts, or why it cannot be read.
[[nodiscard]] std::variant<Text, fields::Fault> parse_text(std::string_view text);

// Words as `parse_text` gives them back: `${{` among them is escaped.
[[nodiscard]] std::string escape_text(std::string_view words);

// What stands between the braces of a text that is one reference and nothing else; empty otherwise.
[[nodiscard]] bool is_whole_reference(std::string_view text);

// Whether the characters and dots form `[blueprint.]kind.name[.attribute]` or a bare name.
[[nodiscard]] bool is_reference_path(std::string_view path);

}  // namespace btsinfra
