// The pipeline, from paths to files in memory. Prints nothing and writes nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "driver/options.h"
#include "services/contributions.h"
#include "services/lowered.h"
#include "stages/read/load.h"
#include "stages/resolve/resolve.h"
#include "support/file_system.h"

namespace btsinfra {

// One system on its way: each member is there once its stage has run.
struct CompiledSystem {
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
  std::vector<CompiledSystem> systems;
  std::string io_error;  // the outside failed, and nothing else is of meaning
};

[[nodiscard]] CompileResult compile(const CompileOptions& options, const FileSystem& files);

}  // namespace btsinfra
