// `btsinfra explain`: the long form of a finding.
#pragma once

#include <string>

#include "cli/env.h"
#include "cli/exit_status.h"

namespace btsinfra {

// `id` as printed, in any case, with or without "BTS".
[[nodiscard]] ExitStatus run_explain(const std::string& id, const Env& env);

// docs/diagnostics.md.
[[nodiscard]] ExitStatus explain_all(const Env& env);

}  // namespace btsinfra
