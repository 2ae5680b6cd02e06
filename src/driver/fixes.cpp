#include "driver/fixes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "diag/ids/reading.h"
#include "stages/read/read_document.h"

namespace btsinfra {
namespace {

// A change in bytes of its file.
struct Change {
  std::size_t begin = 0;
  std::size_t size = 0;
  std::string text;
  std::size_t finding = 0;  // its place in the list of findings
};

// The changes of a file in their order, and where they stand in the text that they make.
struct Applied {
  std::string text;
  std::vector<const Change*> made;
  std::vector<std::size_t> begins;
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

std::map<FileId, std::vector<Change>> changes_by_file(const std::vector<Diagnostic>& findings,
                                                      const SourceMap& sources) {
  std::map<FileId, std::vector<Change>> changes;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const std::optional<Fix>& fix = findings[i].fix;
    if (!fix || !fix->span.known()) continue;
    if (auto change = located(*fix, sources.file(fix->span.file))) {
      change->finding = i;
      changes[fix->span.file].push_back(std::move(*change));
    }
  }
  for (auto& [file, list] : changes) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Change& a, const Change& b) { return a.begin < b.begin; });
  }
  return changes;
}

Applied with_changes(const std::vector<Change>& changes, std::string_view before) {
  Applied applied;
  std::size_t done = 0;
  for (const Change& change : changes) {
    if (change.begin < done) continue;  // of two changes of the same words the first is made
    applied.text += before.substr(done, change.begin - done);
    applied.made.push_back(&change);
    applied.begins.push_back(applied.text.size());
    applied.text += change.text;
    done = change.begin + change.size;
  }
  applied.text += before.substr(done);
  return applied;
}

Diagnostics faults_of(const std::string& path, std::string_view text) {
  Diagnostics faults;
  SourceMap sources;
  const FileId file = sources.add(path, std::string(text));
  static_cast<void>(read_document(file, sources, faults));
  return faults;
}

// The change that wrote what stands in the span; nullptr: none did.
const Change* change_at(const Applied& applied, const Span& span) {
  const auto behind =
      std::lower_bound(applied.begins.begin(), applied.begins.end(), span.end.offset);
  if (behind == applied.begins.begin()) return nullptr;
  const std::size_t i = static_cast<std::size_t>(behind - applied.begins.begin()) - 1;
  const bool inside = applied.begins[i] + applied.made[i]->text.size() > span.begin.offset;
  return inside ? applied.made[i] : nullptr;
}

// Takes those changes out that make a key stand twice; all, where the text could not be read.
void keep_safe(std::vector<Change>& changes, const SourceFile& source) {
  constexpr int most_rounds = 10;  // what is taken out may leave a key that another change writes
  for (int round = 0; round < most_rounds; ++round) {
    const Applied applied = with_changes(changes, source.text());
    const Diagnostics faults = faults_of(source.path(), applied.text);
    if (!faults.has_errors()) return;
    std::set<std::pair<std::size_t, std::string>> wrong;
    const auto blame = [&](const Span& span) {
      if (const Change* change = change_at(applied, span)) {
        wrong.insert({change->begin, change->text});
      }
    };
    for (const Diagnostic& fault : faults.all()) {
      if (fault.id != ids::DuplicateKey) continue;
      blame(fault.span);
      for (const RelatedPlace& other : fault.related) blame(other.span);
    }
    if (wrong.empty()) {
      const std::size_t before = faults_of(source.path(), source.text()).error_count();
      if (faults.error_count() <= before) return;
      break;
    }
    std::erase_if(changes, [&](const Change& change) {
      return wrong.contains({change.begin, change.text});
    });
  }
  changes.clear();
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

Diagnostics with_safe_fixes(const Diagnostics& findings, const SourceMap& sources) {
  std::vector<Diagnostic> kept = findings.all();
  for (auto& [id, list] : changes_by_file(kept, sources)) {
    std::vector<Change> safe = list;
    keep_safe(safe, sources.file(id));
    std::set<std::size_t> safe_findings;
    for (const Change& change : safe) safe_findings.insert(change.finding);
    for (const Change& change : list) {
      if (!safe_findings.contains(change.finding)) kept[change.finding].fix.reset();
    }
  }
  Diagnostics result;
  for (Diagnostic& finding : kept) result.append(std::move(finding));
  return result;
}

std::vector<FixedFile> fixed_files(const std::vector<Diagnostic>& findings,
                                   const SourceMap& sources) {
  std::vector<FixedFile> files;
  for (const auto& [id, list] : changes_by_file(findings, sources)) {
    const SourceFile& source = sources.file(id);
    Applied applied = with_changes(list, source.text());
    files.push_back(
        {source.path(), std::string(source.text()), std::move(applied.text), applied.made.size()});
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
