// The one door to files. The core takes a FileSystem and opens nothing by itself, so tests never
// touch the disk and whoever embeds us decides what can be read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace btsinfra {

struct FileError {
  enum class Kind : std::uint8_t { NotFound, TooLarge, Other };
  Kind kind = Kind::Other;
  std::string text;  // with the path and the reason: "cannot read `a.yaml`: Permission denied"
};

template <class T>
struct FileResult {
  std::optional<T> value;
  FileError error;  // of meaning only where there is no value

  explicit operator bool() const { return value.has_value(); }
};

// Relative path, with `/` between its parts -> content.
using FileSet = std::map<std::string, std::string>;

// Paths are as the user wrote them; nothing throws.
class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // A regular file of at most `limit` bytes: a pipe or device is an error, so nothing can hang.
  [[nodiscard]] virtual FileResult<std::string> read(const std::string& path,
                                                     std::size_t limit) const = 0;
  [[nodiscard]] virtual bool exists(const std::string& path) const = 0;
  [[nodiscard]] virtual bool is_directory(const std::string& path) const = 0;
  // The names in a folder, sorted by bytes.
  [[nodiscard]] virtual FileResult<std::vector<std::string>> list(
      const std::string& path) const = 0;
  // Everything below a folder that is no folder itself, as sorted relative paths. Symbolic links
  // are named, not followed.
  [[nodiscard]] virtual FileResult<std::vector<std::string>> list_tree(
      const std::string& path) const = 0;
  // Whether `path`, all symbolic links followed, lies in `folder`. Ask before reading what a
  // blueprint names.
  [[nodiscard]] virtual bool inside(const std::string& folder, const std::string& path) const = 0;

  // Makes the folder hold exactly `files`, at once: whoever looks sees all of the old or all of the
  // new, also when several runs write at the same time or one is killed. A folder that holds a file
  // neither in `files` nor in `allowed_existing` is left alone. Parents are created. On an error
  // (the text says which) everything is as before.
  [[nodiscard]] virtual std::optional<std::string> replace_directory(
      const std::string& path, const FileSet& files,
      const std::vector<std::string>& allowed_existing) = 0;
  // The same for one file, whose folder must exist.
  [[nodiscard]] virtual std::optional<std::string> write_file_atomically(
      const std::string& path, const std::string& content) = 0;
};

class RealFileSystem final : public FileSystem {
 public:
  FileResult<std::string> read(const std::string& path, std::size_t limit) const override;
  bool exists(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
  FileResult<std::vector<std::string>> list(const std::string& path) const override;
  FileResult<std::vector<std::string>> list_tree(const std::string& path) const override;
  bool inside(const std::string& folder, const std::string& path) const override;
  std::optional<std::string> replace_directory(
      const std::string& path, const FileSet& files,
      const std::vector<std::string>& allowed_existing) override;
  std::optional<std::string> write_file_atomically(const std::string& path,
                                                   const std::string& content) override;
};

// For tests and for blueprints that never were files. A folder exists as long as a file is in it.
class MemoryFileSystem final : public FileSystem {
 public:
  MemoryFileSystem() = default;
  explicit MemoryFileSystem(const FileSet& files);

  void add(const std::string& path, std::string content);
  [[nodiscard]] const FileSet& files() const { return files_; }
  // From now on every write fails with this text (empty: none does).
  void fail_writes(std::string error) { write_error_ = std::move(error); }

  FileResult<std::string> read(const std::string& path, std::size_t limit) const override;
  bool exists(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
  FileResult<std::vector<std::string>> list(const std::string& path) const override;
  FileResult<std::vector<std::string>> list_tree(const std::string& path) const override;
  bool inside(const std::string& folder, const std::string& path) const override;
  std::optional<std::string> replace_directory(
      const std::string& path, const FileSet& files,
      const std::vector<std::string>& allowed_existing) override;
  std::optional<std::string> write_file_atomically(const std::string& path,
                                                   const std::string& content) override;

 private:
  FileSet files_;  // by normal path
  std::string write_error_;
};

// The first file of a folder that a replacement would destroy without leave, as an error text.
[[nodiscard]] std::optional<std::string> foreign_file(
    const std::string& path, const std::vector<std::string>& present, const FileSet& files,
    const std::vector<std::string>& allowed_existing);

}  // namespace btsinfra
