// Putting a build on the disk: the folder of a system is exchanged whole, after its lock files.
#pragma once

#include <optional>
#include <string>

#include "driver/pipeline.h"
#include "support/file_system.h"

namespace btsinfra {

struct WriteFailure {
  bool foreign_files = false;  // the folder holds what no build of ours made
  std::string text;
};

// `<output>/<system>`, of a scenario `<output>/<system>.<scenario>`. No two are alike: neither name
// has a dot in it. An environment is built with its own system name in front.
[[nodiscard]] std::string build_folder(const std::string& output, const CompiledSystem& system);

// On a failure the last good build stands as it was.
[[nodiscard]] std::optional<WriteFailure> write_build(const std::string& output,
                                                      const CompiledSystem& system,
                                                      FileSystem& files);

}  // namespace btsinfra
