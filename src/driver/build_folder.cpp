#include "driver/build_folder.h"

#include "stages/emit/manifest.h"
#include "stages/read/lock_file.h"

namespace btsinfra {
namespace {

constexpr std::size_t largest_manifest = std::size_t{64} * 1024 * 1024;

// The files that the build in a folder lists as its own; none where it holds no build.
std::vector<std::string> own_files(const std::string& folder, const FileSystem& files) {
  std::vector<std::string> own{"manifest.json"};
  auto text = files.read(folder + "/manifest.json", largest_manifest);
  if (!text) return own;
  for (std::string& file : listed_templates(*text.value)) own.push_back(std::move(file));
  return own;
}

}  // namespace

std::string build_folder(const std::string& output, const CompiledSystem& system) {
  return output + "/" + system.loaded.system.name;
}

std::optional<WriteFailure> write_build(const std::string& output, const CompiledSystem& system,
                                        FileSystem& files) {
  std::string folder = build_folder(output, system);
  std::vector<std::string> own = own_files(folder, files);
  if (files.exists(folder)) {
    if (auto present = files.list_tree(folder)) {
      if (auto foreign = foreign_file(folder, *present.value, system.files, own)) {
        return WriteFailure{true, *foreign};
      }
    }
  }
  if (auto error = files.replace_directory(folder, system.files, own)) return WriteFailure{false, *error};
  for (std::size_t b = 0; b < system.loaded.lock_files.size(); ++b) {
    const Lock& lock = system.resolution.locks[b];
    if (lock == system.loaded.locks[b]) continue;
    if (auto error = files.write_file_atomically(system.loaded.lock_files[b], write_lock(lock))) {
      return WriteFailure{false, *error};
    }
  }
  return std::nullopt;
}

}  // namespace btsinfra
