#include "support/plain_scalar.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace btsinfra {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

bool all_of(std::string_view text, bool (*is)(char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

bool digits_or_underscore(std::string_view text) {
  return all_of(text, [](char c) { return digit(c) || c == '_'; });
}

// 0b1010, 0o17, 0x1F (any case of the digits), with YAML 1.1's underscores.
bool based_integer(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return false;
  std::string_view rest = text.substr(2);
  switch (text[1]) {
    case 'b':
      return all_of(rest, [](char c) { return c == '0' || c == '1' || c == '_'; });
    case 'o':
      return all_of(rest, [](char c) { return (c >= '0' && c <= '7') || c == '_'; });
    case 'x':
      return all_of(rest, [](char c) {
        return std::isxdigit(static_cast<unsigned char>(c)) != 0 || c == '_';
      });
    default:
      return false;
  }
}

// 12:30, 1:00:00.5: YAML 1.1's base 60.
bool sexagesimal(std::string_view text) {
  if (text.empty() || !digit(text[0]) || text.find(':') == std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return digit(c) || c == ':' || c == '.' || c == '_'; });
}

bool floating(std::string_view text) {
  std::size_t i = 0;
  bool any_digit = false;
  bool point = false;
  while (i < text.size() && (digit(text[i]) || text[i] == '_' || text[i] == '.')) {
    if (text[i] == '.') {
      if (point) return false;
      point = true;
    } else if (digit(text[i])) {
      any_digit = true;
    } else if (!any_digit) {
      return false;
    }
    ++i;
  }
  if (!any_digit) return false;
  if (i == text.size()) return point;
  if (text[i] != 'e' && text[i] != 'E') return false;
  ++i;
  if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
  return all_of(text.substr(i), digit);
}

// 2026-11-22, and with a time behind it.
bool timestamp(std::string_view text) {
  if (text.size() < 8 || !all_of(text.substr(0, 4), digit) || text[4] != '-') return false;
  std::size_t i = 5;
  std::size_t start = i;
  while (i < text.size() && digit(text[i])) ++i;
  if (i == start || i - start > 2 || i >= text.size() || text[i] != '-') return false;
  start = ++i;
  while (i < text.size() && digit(text[i])) ++i;
  if (i == start || i - start > 2) return false;
  return i == text.size() || text[i] == 'T' || text[i] == 't' || text[i] == ' ' || text[i] == '\t';
}

}  // namespace

PlainScalar classify_plain_scalar(std::string_view text) {
  static constexpr std::array<std::string_view, 5> nulls{"", "~", "null", "Null", "NULL"};
  if (std::find(nulls.begin(), nulls.end(), text) != nulls.end()) return PlainScalar::Null;

  if (text.size() <= 5) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    static constexpr std::array<std::string_view, 8> booleans{"true", "false", "yes", "no",
                                                              "on",   "off",   "y",   "n"};
    if (std::find(booleans.begin(), booleans.end(), lower) != booleans.end()) {
      return PlainScalar::Boolean;
    }
    std::string_view unsigned_lower = lower;
    if (!unsigned_lower.empty() && (lower[0] == '+' || lower[0] == '-')) {
      unsigned_lower.remove_prefix(1);
    }
    if (unsigned_lower == ".inf" || unsigned_lower == ".nan") return PlainScalar::Float;
  }

  std::string_view number = text;
  if (number[0] == '+' || number[0] == '-') number.remove_prefix(1);
  if (!number.empty() && digit(number[0]) && digits_or_underscore(number)) {
    return PlainScalar::Integer;
  }
  if (based_integer(number) || sexagesimal(number)) return PlainScalar::Integer;
  if (floating(number)) return PlainScalar::Float;
  if (timestamp(text)) return PlainScalar::Timestamp;
  return PlainScalar::Text;
}

std::string_view describe(PlainScalar kind) {
  switch (kind) {
    case PlainScalar::Text:
      return "text";
    case PlainScalar::Null:
      return "nothing (null)";
    case PlainScalar::Boolean:
      return "a boolean";
    case PlainScalar::Integer:
    case PlainScalar::Float:
      return "a number";
    case PlainScalar::Timestamp:
      return "a date";
  }
  return "";
}

}  // namespace btsinfra
