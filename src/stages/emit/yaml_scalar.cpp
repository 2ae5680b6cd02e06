#include "stages/emit/yaml_scalar.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "support/check.h"
#include "support/plain_scalar.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

bool white(char c) { return c == ' ' || c == '\t'; }

// Characters that may stand unescaped: printable for YAML, and visible to whoever reads the
// template. Line separators of YAML 1.1, byte order marks, no-break and zero-width spaces and marks
// that reorder text are not among them.
bool shows(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD) return false;
  if (c >= 0x2000 && c <= 0x200F) return false;
  if (c >= 0x2028 && c <= 0x202F) return false;
  if (c >= 0x205F && c <= 0x206F) return false;
  if (c >= 0xE000 && c <= 0xF8FF) return false;
  if (c == 0x061C || c == 0xFEFF || c >= 0xE0000) return false;
  return (c & 0xFFFEU) != 0xFFFE && !(c >= 0xFFF0 && c <= 0xFFFD);
}

bool all_show(std::string_view text, std::string_view but_for = {}) {
  for (std::size_t i = 0; i < text.size();) {
    if (but_for.find(text[i]) != std::string_view::npos) {
      ++i;
    } else if (!shows(next_code_point(text, i))) {
      return false;
    }
  }
  return true;
}

// Where the first character has a meaning; `-`, `?` and `:` only before a space, but some readers
// are less exact than the specification. `~` and `=` are values of YAML 1.1.
constexpr std::string_view indicators = "-?:,[]{}#&*!|>'\"%@`~=";

bool plain_is_safe(std::string_view text, YamlContext context) {
  if (text.empty() || text == "<<" || text.starts_with("...")) return false;
  if (indicators.find(text.front()) != std::string_view::npos) return false;
  if (white(text.front()) || white(text.back()) || text.back() == ':') return false;
  if (text.starts_with("\xE3\x80\x80") || text.ends_with("\xE3\x80\x80")) return false;
  if (text.find(": ") != std::string_view::npos) return false;
  if (text.find(" #") != std::string_view::npos) return false;
  // Older readers end or refuse a plain text in a flow list at `:` and `?`, too.
  const bool flow = context == YamlContext::Flow;
  if (flow && text.find_first_of(",[]{}:?") != std::string_view::npos) return false;
  return all_show(text) && classify_plain_scalar(text) == PlainScalar::Text;
}

std::string single_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    result += c;
    if (c == '\'') result += c;
  }
  return result + '\'';
}

std::string escape(char32_t c) {
  switch (c) {
    case U'"':
      return "\\\"";
    case U'\\':
      return "\\\\";
    case U'\n':
      return "\\n";
    case U'\r':
      return "\\r";
    case U'\t':
      return "\\t";
    default:
      break;
  }
  const auto number = static_cast<unsigned>(c);
  if (number < 0x100) return fmt::format("\\x{:02X}", number);
  if (number < 0x10000) return fmt::format("\\u{:04X}", number);
  return fmt::format("\\U{:08X}", number);
}

std::string double_quoted(std::string_view text) {
  std::string result = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_code_point(text, i);
    if (c == U'"' || c == U'\\' || !shows(c)) {
      result += escape(c);
    } else {
      result += text.substr(start, i - start);
    }
  }
  return result + '"';
}

std::string_view first_line_with_content(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of('\n'), text.size()));
}

}  // namespace

std::string yaml_scalar(std::string_view text, YamlContext context) {
  if (plain_is_safe(text, context)) return std::string(text);
  if (!all_show(text)) return double_quoted(text);
  const bool apostrophe = text.find('\'') != std::string_view::npos;
  const bool needs_escapes = text.find_first_of("\"\\") != std::string_view::npos;
  return apostrophe && !needs_escapes ? double_quoted(text) : single_quoted(text);
}

bool fits_literal_block(std::string_view text) {
  if (text.find('\n') == std::string_view::npos || !all_show(text, "\n\t")) return false;
  // Lines of nothing but white space are where readers differ; where all lines are empty, too.
  bool content = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (!line.empty() && std::all_of(line.begin(), line.end(), white)) return false;
    content = content || !line.empty();
    begin = end + 1;
  }
  return content;
}

std::string literal_block_header(std::string_view text, std::size_t step) {
  std::string header = "|";
  if (white(first_line_with_content(text).front())) header += std::to_string(step);
  if (!text.ends_with('\n')) header += '-';
  if (text.ends_with("\n\n")) header += '+';
  return header;
}

std::string yaml_number(double value) {
  BTS_CHECK(std::isfinite(value), "a number without end in a template");
  std::string text = fmt::format("{}", value);
  const std::size_t exponent = std::min(text.find('e'), text.size());
  if (text.find('.') == std::string::npos) text.insert(exponent, ".0");
  return text;
}

std::string yaml_comment(std::string_view text) {
  std::string result = "#";
  if (!text.empty()) result += ' ';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    if (shows(next_code_point(text, i))) {
      result += text.substr(start, i - start);
    } else {
      result += ' ';
    }
  }
  while (white(result.back())) result.pop_back();
  return result;
}

}  // namespace btsinfra
