// The pipeline, from paths to files in memory. Prints nothing and writes nothing.
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "driver/options.h"
#include "services/contributions.h"
#include "services/lowered.h"
#include "stages/read/load.h"
#include "stages/resolve/resolve.h"
#include "stages/resolve/scenarios.h"
#include "support/file_system.h"

namespace btsinfra {

// One state of one system on its way: each member is there once its stage has run. The values of
// `lowered` are in `plan` once that is there.
struct CompiledSystem {
  State state;
  LoadedSystem loaded;
  Resolution resolution;
  Contributions contributions;
  std::optional<Lowered> lowered;
  std::optional<Plan> plan;
  FileSet files;  // of the build folder; empty where there were errors
};

struct CompileResult {
  std::unique_ptr<SourceMap> sources = std::make_unique<SourceMap>();
  Diagnostics diagnostics;
  std::size_t silenced = 0;  // findings that the blueprints ask to keep silent about
  // The states asked for, by system; a list, because later stages refer to earlier ones' results.
  std::list<CompiledSystem> systems;
  std::string io_error;  // the outside failed, and nothing else is of meaning
};

// Whatever state is asked for, all of them are compiled: what they owe each other shows in each,
// and a recovery that does not compile must not be found out when it is needed.
[[nodiscard]] CompileResult compile(const CompileOptions& options, const FileSystem& files);

}  // namespace btsinfra
