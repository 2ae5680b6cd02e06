#include "services/tags.h"

#include <algorithm>
#include <set>
#include <string>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/common.h"

#include "diag/ids/network.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

constexpr std::size_t longest_key = 128;
constexpr std::size_t longest_value = 256;

// Beyond ASCII nothing is refused: letters of every script are fine, and the few signs among them
// that are not would need the tables of Unicode.
bool is_tag_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view(" _.:/=+-@").find(c) != std::string_view::npos;
}

bool is_reserved(std::string_view key) {
  constexpr std::string_view reserved = "aws:";
  return key.size() >= reserved.size() &&
         std::equal(reserved.begin(), reserved.end(), key.begin(),
                    [](char lower, char c) { return c == lower || c + ('a' - 'A') == lower; });
}

std::string text_fault(std::string_view text, std::size_t longest) {
  const auto odd = std::find_if_not(text.begin(), text.end(), is_tag_character);
  if (odd != text.end()) return "it holds `" + std::string(1, *odd) + "`";
  const std::size_t length = count_code_points(text);
  return length <= longest ? "" : "it has " + std::to_string(length) + " characters";
}

std::string key_fault(std::string_view key) {
  if (key.empty()) return "it is empty";
  if (is_reserved(key)) return "AWS keeps keys beginning with `aws:` for itself";
  return text_fault(key, longest_key);
}

std::string value_fault(const Text& value) {
  for (const Text::Part& part : value.parts()) {
    const auto* words = std::get_if<std::string>(&part);
    if (words == nullptr) continue;
    if (std::string fault = text_fault(*words, longest_value); !fault.empty()) return fault;
  }
  return "";
}

}  // namespace

void check_tags(const Place& place, const Tags& tags, const ResolvedSystem& system,
                Diagnostics& diags) {
  constexpr const char* rule =
      "keys have up to 128 characters and values up to 256: letters, digits, blanks and _.:/=+-@";
  std::set<std::string> keys{"Name"};  // which the compiler adds
  for (const auto& [key, value] : system.system().blueprints[place.blueprint].tags)
    keys.insert(key);
  const std::size_t without = keys.size();
  for (const auto& [key, value] : tags) keys.insert(key);
  if (&tags == &system.system().blueprints[place.blueprint].tags) {
    if (keys.size() > most_tags) {
      diags
          .report(ids::TagRefused, system.places().key(place),
                  "with `Name` there are {}, and a resource has {} at most", keys.size(), most_tags)
          .help("take some out");
    }
  } else if (keys.size() > most_tags && keys.size() > without) {
    diags
        .report(ids::TagRefused, system.places().key(place),
                "with the blueprint's tags and `Name` there are {}, and a resource has {} at most",
                keys.size(), most_tags)
        .help("take some out");
  }
  for (const auto& [key, value] : tags) {
    if (std::string fault = key_fault(key); !fault.empty()) {
      diags
          .report(ids::TagRefused, system.places().key(place / key),
                  "`{}` cannot be the key of a tag: {}", key, fault)
          .help(rule);
    }
    if (std::string fault = value_fault(value); !fault.empty()) {
      diags
          .report(ids::TagRefused, system.places().value(place / key),
                  "the tag `{}` cannot have this value: {}", key, fault)
          .help(rule);
    }
  }
}

}  // namespace btsinfra
