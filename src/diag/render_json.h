// Findings for programs: the same content as the text.
#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "diag/diagnostics.h"
#include "support/source.h"

namespace btsinfra {

// {"formatVersion": 1, "diagnostics": [{"severity", "id", "title", "message", "file", "range":
// {"start": {"line", "column"}, "end": …}, "related": [{"message", "file", "range"}], "help",
// "fix": {"file", "range", "from", "to"}}]}. Every key is always there; `file`, `range`, `help` and
// `fix` are null where there is none. Lines and columns count from 1, columns in characters, the
// end is one past the last. Text that is not UTF-8 gets replacement characters, so the result can
// always be written out.
[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<Diagnostic>& diagnostics,
                                             const SourceMap& sources);

}  // namespace btsinfra
