// Source text and places in it.
//
// Positions are what people see: lines and columns from 1, columns counting characters (Unicode
// code points), not bytes. The byte offset is kept beside for whoever slices the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace btsinfra {

struct Position {
  std::uint32_t line = 0;    // from 1; 0 = no position
  std::uint32_t column = 0;  // from 1, in code points
  std::uint32_t offset = 0;  // in bytes from the start of the file

  auto operator<=>(const Position&) const = default;
};

using FileId = std::uint32_t;

// A half-open range [begin, end) of one file.
struct Span {
  FileId file = 0;
  Position begin;
  Position end;

  [[nodiscard]] bool known() const { return begin.line != 0; }
  auto operator<=>(const Span&) const = default;
};

// One file's text, with its lines found once.
class SourceFile {
 public:
  // `path` is what is shown to people: relative to where they stand.
  SourceFile(std::string path, std::string text);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::size_t line_count() const { return line_starts_.size(); }
  // The line without its end (no CR either); empty where there is no such line.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  // The position of a byte offset; one past the end is allowed, more is clamped to it. A byte order
  // mark has no column of its own: its offsets give line 1, column 1.
  [[nodiscard]] Position position_at(std::size_t offset) const;

 private:
  [[nodiscard]] std::uint32_t characters_between(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::uint32_t characters_before(std::size_t offset) const;

  std::string path_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
  std::vector<std::uint32_t> checkpoints_;  // characters before every n-th byte
  bool ascii_ = false;                      // a byte is a character
};

// All files of a run. A FileId is valid for the life of the map, and so are the views handed out.
class SourceMap {
 public:
  FileId add(std::string path, std::string text);
  // The same file under an id of its own, for one of several things that its same lines make, as a
  // loop does: spans then tell which of them they are about.
  FileId add_part(FileId file, std::string part);
  [[nodiscard]] const SourceFile& file(FileId id) const;
  // What `add_part` was given; empty of a whole file.
  [[nodiscard]] const std::string& part(FileId id) const;

 private:
  struct Entry {
    std::size_t file = 0;  // index in files_
    std::string part;
  };

  std::deque<SourceFile> files_;
  std::deque<Entry> entries_;  // by FileId
};

}  // namespace btsinfra
