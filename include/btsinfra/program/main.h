// The command line of a program that describes systems.
#pragma once

#include <vector>

#include "btsinfra/program/system_builder.h"

namespace btsinfra {

// All commands of `btsinfra`, for the program's own systems in place of blueprints in YAML. Gives
// the exit status: 0 fine; 1 errors, of `lint` what --fail-on says; 2 wrong usage; 3 the file
// system failed.
//
//   int main(int argc, char** argv) { return btsinfra::main(argc, argv, hybrid_bts()); }
[[nodiscard]] int main(int argc, const char* const* argv, const SystemBuilder& system);
[[nodiscard]] int main(int argc, const char* const* argv,
                       const std::vector<SystemBuilder>& systems);

}  // namespace btsinfra
