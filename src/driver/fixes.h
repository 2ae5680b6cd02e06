// Mends blueprints: the changes that findings bring along, applied to the source texts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "diag/diagnostics.h"
#include "support/file_system.h"
#include "support/source.h"

namespace btsinfra {

struct FixedFile {
  std::string path;
  std::string before;
  std::string after;  // as many lines, everything else as it was
  std::size_t changes = 0;
};

// Takes the fixes away that would make a file worse: two keys of one map would be the same, or the
// file would not be read any more. Of fixes that write the same key none stays, as nobody knows
// which is right. The findings stay, with their help.
[[nodiscard]] Diagnostics with_safe_fixes(const Diagnostics& findings, const SourceMap& sources);

// Each file that changes, once. A change whose words do not stand where the finding says (they were
// written with escapes, or come from an anchor), or that lies inside another, is left out.
[[nodiscard]] std::vector<FixedFile> fixed_files(const std::vector<Diagnostic>& findings,
                                                 const SourceMap& sources);

// The difference as `diff -u` and `patch` write it.
[[nodiscard]] std::string unified_diff(const FixedFile& file);

// The files of another system, some of them with other contents.
class OverlaidFiles final : public FileSystem {
 public:
  explicit OverlaidFiles(const FileSystem& files) : files_(files) {}

  void set(const std::string& path, std::string content) { changed_[path] = std::move(content); }

  FileResult<std::string> read(const std::string& path, std::size_t limit) const override;
  bool exists(const std::string& path) const override { return files_.exists(path); }
  bool is_directory(const std::string& path) const override { return files_.is_directory(path); }
  FileResult<std::vector<std::string>> list(const std::string& path) const override {
    return files_.list(path);
  }
  FileResult<std::vector<std::string>> list_tree(const std::string& path) const override {
    return files_.list_tree(path);
  }
  bool inside(const std::string& folder, const std::string& path) const override {
    return files_.inside(folder, path);
  }
  // Nothing is ever written through it.
  std::optional<std::string> replace_directory(const std::string& path, const FileSet& files,
                                               const std::vector<std::string>& allowed) override;
  std::optional<std::string> write_file_atomically(const std::string& path,
                                                   const std::string& content) override;

 private:
  const FileSystem& files_;
  FileSet changed_;
};

}  // namespace btsinfra
