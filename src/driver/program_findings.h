// Findings as the author of a program reads them, who wrote no YAML.
#pragma once

#include <string>
#include <string_view>

#include "diag/diagnostics.h"
#include "support/source.h"

namespace btsinfra {

// Fields are named as C++ does (see as_in_programs), and where the place is a line that makes
// several things, as in a loop, the finding says which of them is meant.
[[nodiscard]] Diagnostics program_findings(const Diagnostics& found, const SourceMap& sources);

// With "`subnets:`" as "`.subnets`" and "`multi_az: true`" as "`.multi_az = true`". What stands for
// more than a number, a truth value or a quoted text stays as it is in YAML, since the words do not
// say of which type it would be; and so do keys that are no field, and those whose member has
// another name, as `private` has.
[[nodiscard]] std::string as_in_programs(std::string_view text);

}  // namespace btsinfra
