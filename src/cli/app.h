// The command line: a library, since C++ blueprints bring their own main.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cli/env.h"
#include "cli/exit_status.h"
#include "driver/options.h"

namespace btsinfra {

// The systems of a C++ program in place of YAML: its front end, given where lock files stand (none:
// beside its sources).
using OwnSystems = std::function<FrontEnd(const std::optional<std::string>& lock_folder)>;

// `argv` as main gets it. With systems of its own the commands take no paths, and `lint` mends
// nothing: what is to be mended is C++.
[[nodiscard]] ExitStatus run_app(int argc, const char* const* argv, const Env& env,
                                 const OwnSystems& own = {});

}  // namespace btsinfra
