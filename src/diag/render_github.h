// Findings as commands of a GitHub workflow: shown at their lines in a pull request.
#pragma once

#include <string>

#include "diag/diagnostics.h"
#include "support/source.h"

namespace btsinfra {

// One line that ends with a newline:
//
//   ::error file=seoul.yaml,line=14,endLine=14,col=12,endColumn=23,title=BTS2007::subnet …%0Ahelp:
//   …
//
// Advice is a notice. Columns stand there only where the finding begins and ends on one line
// (GitHub takes no others), the end is one past the last. Other places of the finding are lines of
// the message, since an annotation has one place.
[[nodiscard]] std::string render_github(const Diagnostic& diagnostic, const SourceMap& sources);

}  // namespace btsinfra
