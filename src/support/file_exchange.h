// Putting a folder or a file in the place of another in one step, on a POSIX file system.
//
// The new content is written beside the old one, under a name that starts with `temporary_prefix`,
// and exchanged. A single file (a lock file: input that cannot be made again) is brought to the
// disk first; a folder is not, since a build can be made again and waiting for the disk took five
// times as long as the build. Whoever writes holds a lock (flock) on what it writes, which the
// kernel drops with the process: so the next run can tell the leftovers of a killed one from the
// work of a living one, in other containers too, and removes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "support/file_system.h"

namespace btsinfra {

inline constexpr std::string_view temporary_prefix = ".btsinfra-new-";

// A file descriptor, closed with its owner.
class FileHandle {
 public:
  explicit FileHandle(int descriptor = -1) : descriptor_(descriptor) {}
  FileHandle(FileHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FileHandle& operator=(FileHandle&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~FileHandle();

  explicit operator bool() const { return descriptor_ >= 0; }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

enum class ExchangeMethod : std::uint8_t {
  OneStep,   // falls back to two where the file system or the system cannot
  TwoSteps,  // for tests
};

// Both give nothing, or what went wrong; then the old content is where it was and nothing is left
// behind. A symbolic link at `path` stays one: what it leads to is replaced.
[[nodiscard]] std::optional<std::string> exchange_directory(
    const std::string& path, const FileSet& files, ExchangeMethod method = ExchangeMethod::OneStep);
[[nodiscard]] std::optional<std::string> exchange_file(const std::string& path,
                                                       const std::string& content);

}  // namespace btsinfra
