#include "driver/build_folder.h"

#include "stages/emit/deploy_script.h"
#include "stages/emit/manifest.h"
#include "stages/read/lock_file.h"

namespace btsinfra {
namespace {

constexpr std::size_t largest_manifest = std::size_t{64} * 1024 * 1024;

constexpr auto manifest_name = "manifest.json";

// The files that the build in a folder lists as its own. Nothing where its manifest is none of
// ours: somebody else's file must not be overwritten because it happens to bear that name.
std::optional<std::vector<std::string>> own_files(const std::string& folder,
                                                  const FileSystem& files) {
  std::string manifest = folder + "/" + manifest_name;
  if (!files.exists(manifest)) return std::vector<std::string>{};
  auto text = files.read(manifest, largest_manifest);
  if (!text) return std::nullopt;
  auto own = listed_templates(*text.value);
  if (own) own->insert(own->end(), {manifest_name, deploy_script_name});
  return own;
}

}  // namespace

std::string build_folder(const std::string& output, const CompiledSystem& system) {
  std::string folder = output + "/" + system.loaded.system.name;
  if (!system.state.is_base()) folder += "." + system.state.name;
  return folder;
}

std::optional<WriteFailure> write_build(const std::string& output, const CompiledSystem& system,
                                        FileSystem& files) {
  std::string folder = build_folder(output, system);
  std::optional<std::vector<std::string>> own = own_files(folder, files);
  if (!own) {
    return WriteFailure{true,
                        "`" + folder + "/" + manifest_name + "` is not the manifest of a build"};
  }
  if (files.exists(folder)) {
    if (auto present = files.list_tree(folder)) {
      if (auto foreign = foreign_file(folder, *present.value, system.files, *own)) {
        return WriteFailure{true, *foreign};
      }
    }
  }
  // Locks first: templates with addresses that no lock holds would move with the next build.
  for (std::size_t b = 0; b < system.loaded.lock_files.size(); ++b) {
    const Lock& lock = system.resolution.locks[b];
    if (lock == system.loaded.locks[b]) continue;
    if (auto error = files.write_file_atomically(system.loaded.lock_files[b], write_lock(lock))) {
      return WriteFailure{false, *error};
    }
  }
  if (auto error = files.replace_directory(folder, system.files, *own))
    return WriteFailure{false, *error};
  return std::nullopt;
}

}  // namespace btsinfra
