#include <algorithm>
#include <filesystem>
#include <set>

#include "support/file_system.h"

namespace btsinfra {
namespace {

// Without `.`, `..` and a slash at the end; "" is where everything relative stands.
std::string normal(const std::string& path) {
  std::string result = std::filesystem::path(path).lexically_normal().generic_string();
  if (result.size() > 1 && result.ends_with('/')) result.pop_back();
  return result == "." ? "" : result;
}

std::string prefix_of(const std::string& folder) {
  const std::string path = normal(folder);
  return path.empty() || path.ends_with('/') ? path : path + '/';
}

FileError not_found(const char* doing, const std::string& path) {
  return {FileError::Kind::NotFound,
          "cannot " + std::string(doing) + " `" + path + "`: No such file or directory"};
}

// All files below the folder; what a relative path leaves out an absolute one does not mean.
std::vector<std::string> below(const FileSet& files, const std::string& folder) {
  const std::string prefix = prefix_of(folder);
  std::vector<std::string> result;
  for (auto it = files.lower_bound(prefix); it != files.end(); ++it) {
    if (!it->first.starts_with(prefix)) break;
    if (prefix.empty() && it->first.starts_with('/')) continue;
    result.push_back(it->first.substr(prefix.size()));
  }
  return result;
}

}  // namespace

MemoryFileSystem::MemoryFileSystem(const FileSet& files) {
  for (const auto& [path, content] : files) add(path, content);
}

void MemoryFileSystem::add(const std::string& path, std::string content) {
  files_[normal(path)] = std::move(content);
}

FileResult<std::string> MemoryFileSystem::read(const std::string& path, std::size_t limit) const {
  const auto found = files_.find(normal(path));
  if (found == files_.end()) return {{}, not_found("read", path)};
  if (found->second.size() > limit) {
    return {{},
            {FileError::Kind::TooLarge,
             "cannot read `" + path + "`: larger than " + std::to_string(limit) + " bytes"}};
  }
  return {found->second, {}};
}

bool MemoryFileSystem::exists(const std::string& path) const {
  return files_.contains(normal(path)) || is_directory(path);
}

bool MemoryFileSystem::is_directory(const std::string& path) const {
  return !below(files_, path).empty();
}

FileResult<std::vector<std::string>> MemoryFileSystem::list(const std::string& path) const {
  std::set<std::string> names;
  for (const std::string& file : below(files_, path)) names.insert(file.substr(0, file.find('/')));
  if (names.empty()) return {{}, not_found("list", path)};
  return {std::vector<std::string>(names.begin(), names.end()), {}};
}

FileResult<std::vector<std::string>> MemoryFileSystem::list_tree(const std::string& path) const {
  std::vector<std::string> names = below(files_, path);
  if (names.empty()) return {{}, not_found("list", path)};
  std::sort(names.begin(), names.end());
  return {std::move(names), {}};
}

bool MemoryFileSystem::inside(const std::string& folder, const std::string& path) const {
  const std::string whole = normal(folder);
  const std::string place = normal(path);
  if (whole.empty()) return !place.starts_with("/") && !place.starts_with("..");
  return place == whole || place.starts_with(prefix_of(folder));
}

std::optional<std::string> MemoryFileSystem::replace_directory(
    const std::string& path, const FileSet& files,
    const std::vector<std::string>& allowed_existing) {
  if (!write_error_.empty()) return write_error_;
  if (files_.contains(normal(path))) return "cannot replace `" + path + "`: Not a directory";
  const std::vector<std::string> present = below(files_, path);
  if (auto foreign = foreign_file(path, present, files, allowed_existing)) return foreign;
  for (const std::string& name : present) files_.erase(prefix_of(path) + name);
  for (const auto& [name, content] : files) add(prefix_of(path) + name, content);
  return std::nullopt;
}

std::optional<std::string> MemoryFileSystem::write_file_atomically(const std::string& path,
                                                                   const std::string& content) {
  if (!write_error_.empty()) return write_error_;
  add(path, content);
  return std::nullopt;
}

}  // namespace btsinfra
