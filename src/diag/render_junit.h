// Findings as a JUnit report, for CI systems that show test results (GitLab, Jenkins).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diag/diagnostics.h"
#include "support/source.h"

namespace btsinfra {

struct JunitOptions {
  // The files that were looked at, by the paths that the source map has: one without findings
  // becomes a test case that passed.
  std::vector<std::string> files;
  // The least severity that makes a finding a failed test case; none: no finding does.
  std::optional<Severity> fail_on = Severity::Error;
};

// A test suite per file, a test case per finding. Findings below `fail_on` are skipped test cases:
// GitLab and Jenkins count those, show their text and fail nothing for them, while the output of a
// test case that passed is shown by neither without asking (GitLab drops it).
//
// A test case is named by id and message, and by a number from the second of the same on, not by
// its line: GitLab compares by name and class what a branch brought, and takes namesakes for one.
[[nodiscard]] std::string to_junit(const std::vector<Diagnostic>& diagnostics,
                                   const SourceMap& sources, const JunitOptions& options);

}  // namespace btsinfra
