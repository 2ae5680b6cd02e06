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

// How many dollars the words end with.
std::size_t dollars_before(std::string_view words) {
  const std::size_t last = words.find_last_not_of('$');
  return words.size() - (last == std::string_view::npos ? 0 : last + 1);
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
    const std::size_t open = text.find(opening, at);
    if (open == std::string_view::npos) break;
    // Two dollars stand for one: an even number of them begins no reference.
    const std::size_t dollars = dollars_before(text.substr(at, open - at)) + 1;
    const std::string_view before = text.substr(at, open + 1 - dollars - at);
    words.append(before).append(dollars / 2, '$');
    if (dollars % 2 == 0) {
      words.append(opening.substr(1));
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
    if (!words.empty()) parts.emplace_back(std::move(words));
    words.clear();
    parts.emplace_back(Reference{std::string(path)});
    at = close + closing.size();
  }
  words.append(text.substr(at));
  if (!words.empty()) parts.emplace_back(std::move(words));
  return Text(std::move(parts));
}

std::string print_text(const Text& text) {
  std::string printed;
  std::string words;
  const auto print_words = [&](bool before_reference) {
    std::size_t at = 0;
    for (std::size_t next = words.find(opening); next != std::string::npos;
         next = words.find(opening, at)) {
      const std::size_t dollars = dollars_before(std::string_view(words).substr(at, next - at)) + 1;
      printed.append(words, at, next - at).append(dollars + 1, '$').append(opening.substr(1));
      at = next + opening.size();
    }
    printed.append(words, at);
    if (before_reference) printed.append(dollars_before(std::string_view(words).substr(at)), '$');
    words.clear();
  };
  for (const Text::Part& part : text.parts()) {
    if (const auto* literal = std::get_if<std::string>(&part)) {
      words += *literal;
    } else {
      print_words(true);
      printed += "${{ " + std::get<Reference>(part).path + " }}";
    }
  }
  print_words(false);
  return printed;
}

}  // namespace btsinfra
