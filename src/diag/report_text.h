// What the formats for other programs share: a finding's words, and its file as programs name it.
#pragma once

#include <string>
#include <string_view>

#include "diag/diagnostics.h"

namespace btsinfra {

// Lines stay lines; what a viewer would not simply show is escaped, as in the terminal.
[[nodiscard]] std::string printable_lines(std::string_view text);

// "\nhelp: …", to stand behind a message; empty where there is no help.
[[nodiscard]] std::string help_lines(const Diagnostic& diagnostic);

// The path without "./" in front: programs compare paths with those that version control knows.
[[nodiscard]] std::string_view plain_path(std::string_view path);

}  // namespace btsinfra
