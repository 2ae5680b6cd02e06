// A template as JSON: two spaces, functions in their long form.
#pragma once

#include <string>

#include "cfn/template.h"

namespace btsinfra {

// Ends with a newline. Comments are lost, as JSON has none. Symbols must be resolved by now.
[[nodiscard]] std::string write_json(const cfn::Template& source);

// One value, on one line.
[[nodiscard]] std::string write_json(const cfn::Value& value);

}  // namespace btsinfra
