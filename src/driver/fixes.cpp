#include "driver/fixes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace btsinfra {
namespace {

// A change in bytes of its file.
struct Change {
  std::size_t begin = 0;
  std::size_t size = 0;
  std::string text;
};

// Where in the file the words of the fix stand: the whole span, or all of it but for quotes.
std::optional<Change> located(const Fix& fix, const SourceFile& source) {
  const std::size_t begin = fix.span.begin.offset;
  const std::size_t end = fix.span.end.offset;
  if (!fix.span.known() || end <= begin || end > source.text().size()) return std::nullopt;
  const std::string_view written = source.text().substr(begin, end - begin);
  const std::size_t at = written.find(fix.from);
  if (at == std::string_view::npos || at > 1 || written.size() > fix.from.size() + 2 ||
      fix.to.find('\n') != std::string::npos || fix.from.find('\n') != std::string::npos) {
    return std::nullopt;
  }
  return Change{begin + at, fix.from.size(), fix.to};
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

std::vector<FixedFile> fixed_files(const std::vector<Diagnostic>& findings,
                                   const SourceMap& sources) {
  std::map<FileId, std::vector<Change>> changes;
  for (const Diagnostic& finding : findings) {
    if (!finding.fix || !finding.fix->span.known()) continue;
    const FileId file = finding.fix->span.file;
    if (auto change = located(*finding.fix, sources.file(file))) {
      changes[file].push_back(std::move(*change));
    }
  }
  std::vector<FixedFile> files;
  for (auto& [id, list] : changes) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Change& a, const Change& b) { return a.begin < b.begin; });
    const SourceFile& source = sources.file(id);
    FixedFile file{source.path(), std::string(source.text()), "", 0};
    std::size_t done = 0;
    for (const Change& change : list) {
      if (change.begin < done) continue;  // of two changes of the same words the first is made
      file.after += source.text().substr(done, change.begin - done);
      file.after += change.text;
      done = change.begin + change.size;
      ++file.changes;
    }
    file.after += source.text().substr(done);
    files.push_back(std::move(file));
  }
  return files;
}

std::string unified_diff(const FixedFile& file) {
  constexpr std::size_t context = 3;
  const std::vector<std::string_view> before = lines_of(file.before);
  const std::vector<std::string_view> after = lines_of(file.after);
  std::string text = fmt::format("--- {0}\n+++ {0}\n", file.path);
  for (std::size_t i = 0; i < before.size();) {
    if (before[i] == after[i]) {
      ++i;
      continue;
    }
    // A hunk goes on as long as the next change lies within the context of this one.
    const std::size_t first = i > context ? i - context : 0;
    std::size_t last = i;
    for (std::size_t j = i; j < before.size() && j <= last + 2 * context; ++j) {
      if (before[j] != after[j]) last = j;
    }
    const std::size_t end = std::min(before.size(), last + context + 1);
    text += fmt::format("@@ -{0},{1} +{0},{1} @@\n", first + 1, end - first);
    const auto line = [&](char mark, const std::vector<std::string_view>& of, std::size_t at) {
      text += fmt::format("{}{}\n", mark, of[at]);
      if (at + 1 == of.size() && !file.before.ends_with('\n')) {
        text += "\\ No newline at end of file\n";
      }
    };
    for (std::size_t j = first; j < end; ++j) {
      if (before[j] == after[j]) {
        line(' ', before, j);
        continue;
      }
      std::size_t run = j;
      while (run < end && before[run] != after[run]) ++run;
      for (std::size_t k = j; k < run; ++k) line('-', before, k);
      for (std::size_t k = j; k < run; ++k) line('+', after, k);
      j = run - 1;
    }
    i = end;
  }
  return text;
}

FileResult<std::string> OverlaidFiles::read(const std::string& path, std::size_t limit) const {
  const auto changed = changed_.find(path);
  if (changed == changed_.end()) return files_.read(path, limit);
  return {changed->second, {}};
}

std::optional<std::string> OverlaidFiles::replace_directory(
    const std::string& path, const FileSet& /*files*/,
    const std::vector<std::string>& /*allowed*/) {
  return "cannot write `" + path + "`: only its text is looked at";
}

std::optional<std::string> OverlaidFiles::write_file_atomically(const std::string& path,
                                                                const std::string& /*content*/) {
  return "cannot write `" + path + "`: only its text is looked at";
}

}  // namespace btsinfra
