#include "support/source.h"

#include <algorithm>

#include "support/check.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

// One checkpoint per this many bytes: a column is found without walking the whole line, so that a
// file of one huge line costs no quadratic time.
constexpr std::size_t checkpoint_bytes = 256;

}  // namespace

SourceFile::SourceFile(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)) {
  // A byte order mark is not a character of the first line: people do not see it.
  line_starts_.push_back(has_bom(text_) ? utf8_bom.size() : 0);
  std::uint32_t seen = 0;
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (i % checkpoint_bytes == 0) checkpoints_.push_back(seen);
    if (!is_continuation_byte(text_[i])) ++seen;
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
  if (text_.size() % checkpoint_bytes == 0) checkpoints_.push_back(seen);
  ascii_ = seen == text_.size();
}

std::string_view SourceFile::line(std::uint32_t number) const {
  if (number == 0 || number > line_starts_.size()) return {};
  const std::size_t begin = line_starts_[number - 1];
  const std::size_t end = number < line_starts_.size() ? line_starts_[number] - 1 : text_.size();
  std::string_view found = text().substr(begin, end - begin);
  if (!found.empty() && found.back() == '\r') found.remove_suffix(1);
  return found;
}

Position SourceFile::position_at(std::size_t offset) const {
  offset = std::clamp(offset, line_starts_.front(), text_.size());
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::size_t>(next - line_starts_.begin());
  const std::uint32_t before = characters_between(*(next - 1), offset);
  return {static_cast<std::uint32_t>(line), before + 1, static_cast<std::uint32_t>(offset)};
}

std::uint32_t SourceFile::characters_between(std::size_t begin, std::size_t end) const {
  if (ascii_) return static_cast<std::uint32_t>(end - begin);
  if (end - begin > checkpoint_bytes) return characters_before(end) - characters_before(begin);
  return static_cast<std::uint32_t>(count_code_points(text().substr(begin, end - begin)));
}

std::uint32_t SourceFile::characters_before(std::size_t offset) const {
  const std::size_t checkpoint = offset / checkpoint_bytes;
  std::uint32_t count = checkpoints_[checkpoint];
  for (std::size_t i = checkpoint * checkpoint_bytes; i < offset; ++i) {
    if (!is_continuation_byte(text_[i])) ++count;
  }
  return count;
}

FileId SourceMap::add(std::string path, std::string text) {
  files_.emplace_back(std::move(path), std::move(text));
  entries_.push_back({files_.size() - 1, ""});
  return static_cast<FileId>(entries_.size() - 1);
}

FileId SourceMap::add_part(FileId file, std::string part) {
  BTS_CHECK(file < entries_.size(), "a part of a file that was never added");
  entries_.push_back({entries_[file].file, std::move(part)});
  return static_cast<FileId>(entries_.size() - 1);
}

const SourceFile& SourceMap::file(FileId id) const {
  BTS_CHECK(id < entries_.size(), "a span names a file that was never added");
  return files_[entries_[id].file];
}

const std::string& SourceMap::part(FileId id) const {
  BTS_CHECK(id < entries_.size(), "a span names a file that was never added");
  return entries_[id].part;
}

}  // namespace btsinfra
