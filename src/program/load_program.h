// The front end of a program: from what its builders were told to systems as the YAML front end
// gives them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "btsinfra/program/system_builder.h"

#include "diag/diagnostics.h"
#include "stages/read/load.h"
#include "support/file_system.h"
#include "support/source.h"

namespace btsinfra::program {

struct ProgramInput {
  std::vector<const SystemBuilder*> systems;
  // Where lock files stand; none: beside the source that declares the blueprint.
  std::optional<std::string> lock_folder;
  // Where the user stands: paths below it are shown without it. Empty: shown whole.
  std::string folder;
};

// The sources of the program are read for the places of findings; where they cannot be, findings
// name the lines alone.
[[nodiscard]] LoadResult load_program(const ProgramInput& input, const FileSystem& files,
                                      SourceMap& sources, Diagnostics& diags);

}  // namespace btsinfra::program
