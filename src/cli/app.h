// The command line: a library, since C++ blueprints bring their own main.
#pragma once

#include "cli/env.h"
#include "cli/exit_status.h"

namespace btsinfra {

// `argv` as main gets it.
[[nodiscard]] ExitStatus run_app(int argc, const char* const* argv, const Env& env);

}  // namespace btsinfra
