#include "model/interpolation.h"

#include <algorithm>

#include "diag/ids/reading.h"

namespace btsinfra {
namespace {

constexpr std::string_view opening = "${{";
constexpr std::string_view closing = "}}";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

bool is_reference_path(std::string_view path) {
  if (path.empty() || path.front() == '.' || path.back() == '.') return false;
  if (path.find("..") != std::string_view::npos) return false;
  return std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

std::variant<Text, fields::Fault> parse_text(std::string_view text) {
  std::vector<Text::Part> parts;
  std::string words;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t open = text.find(opening, at);
    if (open == std::string_view::npos) break;
    if (open > at && text[open - 1] == '$') {  // $${{ is a literal ${{
      words.append(text.substr(at, open - 1 - at));
      words.append(opening);
      at = open + opening.size();
      continue;
    }
    const std::size_t close = text.find(closing, open);
    const std::size_t line_end = text.substr(0, close).find('\n', open);
    if (close == std::string_view::npos || line_end != std::string_view::npos) {
      return fields::Fault{ids::BadReferenceSyntax, "`${{` without a closing `}}` on the same line",
                           "close the reference, or write `$${{` for a literal `${{`",
                           std::string(trimmed(text.substr(open, line_end - open)))};
    }
    std::string_view path =
        trimmed(text.substr(open + opening.size(), close - open - opening.size()));
    if (!is_reference_path(path)) {
      return fields::Fault{
          ids::BadReferenceSyntax, "`" + std::string(path) + "` is not a reference",
          "a reference reads `${{ kind.name.attribute }}`, as in `${{ databases.main.endpoint }}`; "
          "write `$${{` for a literal `${{`",
          std::string(text.substr(open, close + closing.size() - open))};
    }
    words.append(text.substr(at, open - at));
    if (!words.empty()) parts.emplace_back(std::move(words));
    words.clear();
    parts.emplace_back(Reference{std::string(path)});
    at = close + closing.size();
  }
  words.append(text.substr(at));
  if (!words.empty()) parts.emplace_back(std::move(words));
  return Text(std::move(parts));
}

std::string escape_text(std::string_view words) {
  std::string escaped;
  for (std::size_t at = 0;;) {
    const std::size_t next = words.find(opening, at);
    escaped += words.substr(at, next - at);
    if (next == std::string_view::npos) return escaped;
    escaped += "$";
    escaped += opening;
    at = next + opening.size();
  }
}

bool is_whole_reference(std::string_view text) {
  text = trimmed(text);
  return text.starts_with(opening) && text.ends_with(closing) &&
         text.find(closing) == text.size() - closing.size();
}

}  // namespace btsinfra
