#include "support/file_system.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/file_exchange.h"

namespace btsinfra {
namespace {

namespace fs = std::filesystem;

FileError file_error(std::string_view doing, const std::string& path, std::error_code code) {
  const bool missing = code == std::errc::no_such_file_or_directory;
  return {missing ? FileError::Kind::NotFound : FileError::Kind::Other,
          "cannot " + std::string(doing) + " `" + path + "`: " + code.message()};
}

std::error_code last_error() { return {errno, std::generic_category()}; }

FileError too_large(const std::string& path, std::size_t limit) {
  return {FileError::Kind::TooLarge,
          "cannot read `" + path + "`: larger than " + std::to_string(limit) + " bytes"};
}

}  // namespace

FileResult<std::string> RealFileSystem::read(const std::string& path, std::size_t limit) const {
  // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) return {{}, file_error("read", path, last_error())};
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0) return {{}, file_error("read", path, last_error())};
  if (S_ISDIR(facts.st_mode)) {
    return {{}, file_error("read", path, std::make_error_code(std::errc::is_a_directory))};
  }
  if (!S_ISREG(facts.st_mode)) {
    return {{}, {FileError::Kind::Other, "cannot read `" + path + "`: not a regular file"}};
  }
  if (static_cast<std::uint64_t>(facts.st_size) > limit) return {{}, too_large(path, limit)};
  std::string content(std::min<std::size_t>(static_cast<std::size_t>(facts.st_size), limit) + 1,
                      '\0');
  std::size_t size = 0;
  while (true) {
    const ssize_t got = ::read(file.get(), content.data() + size, content.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {{}, file_error("read", path, last_error())};
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > limit) return {{}, too_large(path, limit)};  // it has grown in the meantime
    if (size == content.size()) content.resize(2 * size);
  }
  content.resize(size);
  return {std::move(content), {}};
}

bool RealFileSystem::exists(const std::string& path) const {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

bool RealFileSystem::is_directory(const std::string& path) const {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

FileResult<std::vector<std::string>> RealFileSystem::list(const std::string& path) const {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::directory_iterator it(path, error), end; !error && it != end; it.increment(error)) {
    names.push_back(it->path().filename().string());
  }
  if (error) return {{}, file_error("list", path, error)};
  std::sort(names.begin(), names.end());
  return {std::move(names), {}};
}

FileResult<std::vector<std::string>> RealFileSystem::list_tree(const std::string& path) const {
  std::error_code error;
  std::vector<std::string> names;
  for (fs::recursive_directory_iterator it(path, error), end; !error && it != end;
       it.increment(error)) {
    std::error_code ignored;
    if (it->symlink_status(ignored).type() == fs::file_type::directory) continue;
    names.push_back(it->path().lexically_relative(path).generic_string());
  }
  if (error) return {{}, file_error("list", path, error)};
  std::sort(names.begin(), names.end());
  return {std::move(names), {}};
}

bool RealFileSystem::inside(const std::string& folder, const std::string& path) const {
  std::error_code error;
  const fs::path whole = fs::canonical(folder, error);
  if (error) return false;
  const fs::path place = fs::weakly_canonical(path, error);
  if (error) return false;
  return std::mismatch(whole.begin(), whole.end(), place.begin(), place.end()).first == whole.end();
}

std::optional<std::string> RealFileSystem::replace_directory(
    const std::string& path, const FileSet& files,
    const std::vector<std::string>& allowed_existing) {
  // Another run may exchange the folder while we look at it: then look again.
  constexpr int most_attempts = 100;
  for (int attempt = 1; exists(path); ++attempt) {
    const auto present = list_tree(path);
    if (present) {
      if (auto foreign = foreign_file(path, *present.value, files, allowed_existing))
        return foreign;
      break;
    }
    const bool vanished = present.error.kind == FileError::Kind::NotFound;
    if (!vanished || attempt == most_attempts) return present.error.text;
  }
  return exchange_directory(path, files);
}

std::optional<std::string> RealFileSystem::write_file_atomically(const std::string& path,
                                                                 const std::string& content) {
  return exchange_file(path, content);
}

std::optional<std::string> foreign_file(const std::string& path,
                                        const std::vector<std::string>& present,
                                        const FileSet& files,
                                        const std::vector<std::string>& allowed_existing) {
  for (const std::string& name : present) {
    const bool allowed =
        files.contains(name) ||
        std::find(allowed_existing.begin(), allowed_existing.end(), name) != allowed_existing.end();
    if (allowed) continue;
    std::string error = "cannot replace `";
    return error.append(path).append("`: it holds `").append(name).append("`, which is not ours");
  }
  return std::nullopt;
}

}  // namespace btsinfra
