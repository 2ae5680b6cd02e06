#include "services/names.h"

#include <algorithm>

namespace btsinfra {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name(std::string_view text, std::size_t longest, char joint) {
  return !text.empty() && text.size() <= longest && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [joint](char c) { return is_letter(c) || is_digit(c) || c == joint; });
}

// What cannot stand becomes a joint, one for any number of them in a row.
std::string legal_name(std::string_view text, std::size_t longest, char joint) {
  std::string legal;
  for (const char c : text) {
    if (is_letter(c) || (is_digit(c) && !legal.empty())) {
      legal += c;
    } else if (!legal.empty() && legal.back() != joint) {
      legal += joint;
    }
  }
  if (legal.size() > longest) legal.resize(longest);
  while (!legal.empty() && legal.back() == joint) legal.pop_back();
  return legal;
}

}  // namespace

std::string cidr_word(const Cidr& block) {
  std::string word = "Cidr" + block.to_string();
  std::replace_if(
      word.begin(), word.end(), [](char c) { return c == '.' || c == '/'; }, 'x');
  return word;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool is_hyphenated_name(std::string_view text, std::size_t longest) {
  return is_name(text, longest, '-') && text.back() != '-' &&
         text.find("--") == std::string_view::npos;
}

std::string legal_hyphenated_name(std::string_view text, std::size_t longest) {
  return lower_case(legal_name(text, longest, '-'));
}

bool is_sql_name(std::string_view text, std::size_t longest) { return is_name(text, longest, '_'); }

std::string legal_sql_name(std::string_view text, std::size_t longest) {
  return legal_name(text, longest, '_');
}

}  // namespace btsinfra
