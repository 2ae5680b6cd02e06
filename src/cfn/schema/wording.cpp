#include "cfn/schema/wording.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "support/utf8.h"

namespace btsinfra::cfn {

std::string describe(const Value& value) {
  if (const auto* text = value.as<std::string>()) {
    constexpr std::size_t longest = 60;
    // Not within a character.
    std::size_t end = std::min(text->size(), longest);
    while (end < text->size() && end > 0 && is_continuation_byte((*text)[end])) --end;
    return fmt::format("`{}{}`", std::string_view(*text).substr(0, end),
                       end < text->size() ? "…" : "");
  }
  if (const auto* truth = value.as<bool>()) return *truth ? "`true`" : "`false`";
  if (const auto* whole = value.as<std::int64_t>()) return fmt::format("`{}`", *whole);
  if (const auto* real = value.as<double>()) return fmt::format("`{}`", *real);
  if (value.as<List>() != nullptr) return "a list";
  if (value.as<Map>() != nullptr) return "an object";
  return "nothing";
}

std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) result += i + 1 == words.size() ? fmt::format(" {} ", last) : ", ";
    result += words[i];
  }
  return result;
}

std::string kinds_text(const ValueSchema& schema) {
  struct Word {
    ValueKind kind;
    std::string_view text;
  };
  constexpr Word words[] = {{ValueKind::String, "a string"}, {ValueKind::Integer, "an integer"},
                            {ValueKind::Number, "a number"}, {ValueKind::Boolean, "true or false"},
                            {ValueKind::List, "a list"},     {ValueKind::Object, "an object"}};
  std::vector<std::string> result;
  for (const Word& word : words) {
    if (schema.takes(word.kind)) result.emplace_back(word.text);
  }
  return joined(result, "or");
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace btsinfra::cfn
