#include "services/wafv2/names.h"

#include <algorithm>

namespace btsinfra {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

bool is_waf_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_waf_name &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_'; });
}

// "BTS WAF" -> "BTS_WAF"; empty where nothing of it can stay.
std::string legal_waf_name(std::string_view text) {
  std::string legal;
  for (char c : text) {
    if (is_letter_or_digit(c) || c == '-' || c == '_') {
      legal += c;
    } else if (!legal.empty() && legal.back() != '_') {
      legal += '_';
    }
  }
  while (!legal.empty() && legal.back() == '_') legal.pop_back();
  return legal.substr(0, longest_waf_name);
}

// The schema's pattern: letters, digits and `+=:#@/-,.`, blanks inside only, three to 256 of them.
bool is_waf_description(std::string_view text) {
  const auto fits = [](char c) {
    return is_letter_or_digit(c) ||
           std::string_view("_+=:#@/-,.").find(c) != std::string_view::npos;
  };
  return text.size() >= 3 && text.size() <= 256 && fits(text.front()) && text.front() != '+' &&
         fits(text.back()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return c == ' ' || fits(c); });
}

// A header's name, as HTTP has them; AWS WAF wants at most 64 characters.
bool is_header_name(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter_or_digit(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

}  // namespace btsinfra
