#include "diag/source_excerpt.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "support/display_width.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

constexpr std::size_t tab_stop = 4;
constexpr std::size_t widest = 160;  // longer lines are cut …
constexpr std::size_t window = 150;  // … to this
constexpr std::size_t lead_in = 50;  // with this much in front of the range
constexpr std::string_view ellipsis = "…";

// What one column of the source looks like.
struct Cell {
  std::string text;
  std::size_t width = 0;
};

// Marks that change the direction of what follows: with them a line can look like another one.
bool reorders_text(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool must_escape(char32_t c) {
  return c < 0x20 || is_control_character(c) || reorders_text(c) || c == 0x2028 || c == 0x2029 ||
         c == 0xFEFF;
}

std::string escaped(char32_t c) {
  if (c == U'\n') return "\\n";
  if (c == U'\r') return "\\r";
  if (c == U'\t') return "\\t";
  const auto number = static_cast<unsigned>(c);
  return number < 0x100 ? fmt::format("\\x{:02x}", number) : fmt::format("\\u{:04x}", number);
}

// The character at `offset` as it is printed; moves past it.
Cell next_cell(std::string_view text, std::size_t& offset) {
  const std::size_t start = offset;
  const char32_t c = next_code_point(text, offset);
  const std::string_view bytes = text.substr(start, offset - start);
  std::string shown(bytes);
  if (c == 0xFFFD && bytes.size() == 1) {
    shown = fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(bytes[0])));
  } else if (must_escape(c)) {
    shown = escaped(c);
  } else {
    return {shown, static_cast<std::size_t>(display_width(c))};
  }
  const std::size_t width = shown.size();
  return {std::move(shown), width};
}

// One cell per column as Position counts them: a stray continuation byte joins the cell before.
std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  std::size_t at = 0;
  for (std::size_t i = 0; i < line.size();) {
    const bool joins = !cells.empty() && is_continuation_byte(line[i]);
    Cell cell;
    if (line[i] == '\t') {
      cell.width = tab_stop - at % tab_stop;
      cell.text.assign(cell.width, ' ');
      ++i;
    } else {
      cell = next_cell(line, i);
    }
    at += cell.width;
    if (joins) {
      cells.back().text += cell.text;
      cells.back().width += cell.width;
    } else {
      cells.push_back(std::move(cell));
    }
  }
  return cells;
}

std::size_t width_of(const std::vector<Cell>& cells, std::size_t begin, std::size_t end) {
  std::size_t width = 0;
  for (std::size_t i = begin; i < end; ++i) width += cells[i].width;
  return width;
}

struct Cut {
  std::size_t begin;
  std::size_t end;
};

// The cells to show: all, or a window that starts a little before `marked`.
Cut cut_around(const std::vector<Cell>& cells, std::size_t marked) {
  if (width_of(cells, 0, cells.size()) <= widest) return {0, cells.size()};
  std::size_t begin = marked;
  std::size_t width = 0;
  while (begin > 0 && width + cells[begin - 1].width <= lead_in) width += cells[--begin].width;
  std::size_t end = marked;
  while (end < cells.size() && width + cells[end].width <= window) width += cells[end++].width;
  while (begin > 0 && width + cells[begin - 1].width <= window) width += cells[--begin].width;
  return {begin, end};
}

// A part of a line around a place in it. Only a very long line is longer than its slice: laying out
// all of a line of megabytes for each finding in it would take minutes.
struct Slice {
  std::string_view text;
  std::size_t marked = 0;  // characters in front of the place
  bool more_before = false;
  bool more_behind = false;
};

constexpr std::size_t slice_before = 1000;  // bytes
constexpr std::size_t slice_behind = 1000;

std::size_t byte_of(const SourceFile& file, std::string_view line, const Position& place) {
  if (file.position_at(place.offset) == place) {
    const auto start = static_cast<std::size_t>(line.data() - file.text().data());
    return std::min(place.offset - start, line.size());
  }
  std::uint32_t column = 1;  // whoever made the span gave no offset
  std::size_t byte = 0;
  for (; byte < line.size(); ++byte) {
    if (!is_continuation_byte(line[byte]) && column++ == std::max(place.column, 1U)) break;
  }
  return byte;
}

Slice slice_around(std::string_view line, std::size_t byte) {
  std::size_t begin = byte > slice_before ? byte - slice_before : 0;
  while (begin > 0 && is_continuation_byte(line[begin])) --begin;
  std::size_t end = std::min(byte + slice_behind, line.size());
  while (end < line.size() && is_continuation_byte(line[end])) ++end;
  return {line.substr(begin, end - begin), count_code_points(line.substr(begin, byte - begin)),
          begin > 0, end < line.size()};
}

}  // namespace

Excerpt excerpt(const SourceFile& file, const Span& span) {
  const std::string_view line = file.line(span.begin.line);
  const Slice slice = slice_around(line, byte_of(file, line, span.begin));
  const std::vector<Cell> cells = cells_of(slice.text);
  const std::size_t first = std::min(slice.marked, cells.size());
  std::size_t last = cells.size();
  if (span.end.line == span.begin.line) {
    const auto length = std::max(span.end.column, span.begin.column) - span.begin.column;
    last = std::min<std::size_t>(first + length, cells.size());
  }
  const Cut cut = cut_around(cells, first);
  const bool cut_before = slice.more_before || cut.begin > 0;
  const bool cut_behind = slice.more_behind || cut.end < cells.size();

  Excerpt result;
  if (cut_before) result.line += ellipsis;
  for (std::size_t i = cut.begin; i < cut.end; ++i) result.line += cells[i].text;
  if (cut_behind) result.line += ellipsis;
  while (!result.line.empty() && result.line.back() == ' ') result.line.pop_back();

  result.indent.assign((cut_before ? 1 : 0) + width_of(cells, cut.begin, first), ' ');
  const std::size_t width = width_of(cells, first, std::min(last, cut.end));
  result.marker = '^' + std::string(std::max<std::size_t>(width, 1) - 1, '~');
  return result;
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) result += next_cell(text, i).text;
  return result;
}

}  // namespace btsinfra
