// A finding as people read it in a terminal.
#pragma once

#include <string>

#include "diag/diagnostics.h"
#include "support/source.h"

namespace btsinfra {

// "error", "warning" or "advice".
[[nodiscard]] std::string_view severity_word(Severity severity);

// The finding with its source line, the related places with theirs, and the way out; ends with a
// newline:
//
//   seoul.yaml:14:12: error[BTS2007]: subnet `a` overlaps `b`
//    14 |     cidrs: [10.0.1.0/24]
//       |             ^~~~~~~~~~~
//   seoul.yaml:9:12: note: `b` is here
//     9 |     cidrs: [10.0.0.0/16]
//       |             ^~~~~~~~~~~
//     help: …
//
// Tabs and wide characters keep the markers in place, long lines are cut around the range, and
// characters that could steer a terminal are shown escaped, in messages too.
[[nodiscard]] std::string render_text(const Diagnostic& diagnostic, const SourceMap& sources,
                                      bool colour);

}  // namespace btsinfra
