// A template as YAML for people: short tags, comments, and nothing that a YAML reader of either
// version could take for something else. Our own writer, as yaml-cpp's was measured to put comments
// into literal blocks, to add newlines, and to leave `012`, `yes`, `03:00` and dates bare.
#pragma once

#include <string>

#include "cfn/template.h"

namespace btsinfra {

// Ends with a newline; no anchors, no tabs, no folded lines. A line ends with a space only inside a
// literal block whose text has one there. Symbols must be resolved by now.
[[nodiscard]] std::string write_yaml(const cfn::Template& source);

}  // namespace btsinfra
