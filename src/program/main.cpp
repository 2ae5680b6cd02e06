#include "btsinfra/program/main.h"

#include "cli/process.h"
#include "program/load_program.h"

namespace btsinfra {
namespace {

int run(int argc, const char* const* argv, const std::vector<const SystemBuilder*>& systems) {
  const std::string folder = current_folder();
  const OwnSystems own = [&](const std::optional<std::string>& lock_folder) -> FrontEnd {
    return [&systems, lock_folder, &folder](const FileSystem& files, SourceMap& sources,
                                            Diagnostics& diags) {
      return program::load_program({systems, lock_folder, folder}, files, sources, diags);
    };
  };
  return run_process(argc, argv, own);
}

}  // namespace

int main(int argc, const char* const* argv, const SystemBuilder& system) {
  return run(argc, argv, {&system});
}

int main(int argc, const char* const* argv, const std::vector<SystemBuilder>& systems) {
  std::vector<const SystemBuilder*> all;
  for (const SystemBuilder& system : systems) all.push_back(&system);
  return run(argc, argv, all);
}

}  // namespace btsinfra
