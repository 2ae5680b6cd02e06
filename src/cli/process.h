// The real doors out: standard streams, the disk, the clock.
#pragma once

#include <string>

#include "cli/app.h"

namespace btsinfra {

// What main does: runs the command line on this process and returns its exit status.
[[nodiscard]] int run_process(int argc, const char* const* argv, const OwnSystems& own = {});

// Where the process stands; empty where that cannot be told.
[[nodiscard]] std::string current_folder();

}  // namespace btsinfra
