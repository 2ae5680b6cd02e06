// Findings as a SARIF 2.1.0 log, for code scanning and editors.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "diag/diagnostics.h"
#include "support/source.h"

namespace btsinfra {

// A finding with a place is a result, with the rule that it breaks described once. One without (a
// file that cannot be read, a scenario that does not exist) is about the run and becomes a
// notification of it: GitHub refuses a whole log for one result without location.
//
// Paths stand relative to %SRCROOT%, the folder that the program ran in, and absolute ones as
// `file:` URIs. Lines and columns count from 1, columns in code points, the end is one past the
// last. A result's fingerprint stays when lines above it come and go. `version` is the program's.
[[nodiscard]] nlohmann::ordered_json to_sarif(const std::vector<Diagnostic>& diagnostics,
                                              const SourceMap& sources, const std::string& version);

}  // namespace btsinfra
