#include "services/elb/load_balancer_names.h"

#include <algorithm>

#include "support/utf8.h"

namespace btsinfra {
namespace {

constexpr std::size_t longest_name = 32;
constexpr std::string_view reserved_prefix = "internal-";

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

// The character at the offset, whole, for messages.
std::string character_at(std::string_view text, std::size_t offset) {
  const std::size_t begin = offset;
  static_cast<void>(next_code_point(text, offset));
  return std::string(text.substr(begin, offset - begin));
}

std::string without_hyphens_at_ends(std::string name) {
  name.erase(0, std::min(name.find_first_not_of('-'), name.size()));
  name.erase(name.find_last_not_of('-') + 1);
  return name;
}

// A status code; 0: not one.
int code_of(std::string_view text) {
  if (text.size() != 3) return 0;
  int code = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return 0;
    code = code * 10 + (c - '0');
  }
  return code;
}

// `alone`: the message names it already.
std::optional<std::string> range_fault(std::string_view range, bool alone) {
  const std::string named = alone ? "it" : "`" + std::string(range) + "`";
  const std::size_t dash = range.find('-');
  const std::string_view upper = dash == std::string_view::npos ? range : range.substr(dash + 1);
  const int first = code_of(range.substr(0, dash));
  const int last = code_of(upper);
  if (first == 0 || last == 0) {
    return range.empty() ? "a comma stands without a code"
                         : named + " is neither a code nor a range";
  }
  constexpr int lowest = 200;
  constexpr int highest = 499;
  if (first < lowest || last > highest) {
    return named + " is not within 200 to 499";
  }
  if (last < first) return named + " ends before it begins";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> name_fault(std::string_view name, NameOf of) {
  const auto odd = std::find_if_not(name.begin(), name.end(), is_name_character);
  if (odd != name.end()) {
    const std::string shown = character_at(name, static_cast<std::size_t>(odd - name.begin()));
    return "it holds `" + shown + "`, and AWS takes Latin letters, digits and hyphens";
  }
  if (name.size() > longest_name) {
    return "it has " + std::to_string(name.size()) + " characters, and AWS takes up to " +
           std::to_string(longest_name);
  }
  if (name.starts_with('-') || name.ends_with('-')) return "it begins or ends with a hyphen";
  if (of == NameOf::LoadBalancer && name.starts_with(reserved_prefix)) {
    return "AWS keeps names beginning with `internal-` for itself";
  }
  return std::nullopt;
}

std::string proposed_name(std::string_view name) {
  std::string proposed;
  for (char c : name) {
    if (is_continuation_byte(c)) continue;
    const char fitting = is_name_character(c) ? c : '-';
    if (fitting != '-' || !proposed.ends_with('-')) proposed += fitting;
  }
  proposed = without_hyphens_at_ends(std::move(proposed));
  while (proposed.starts_with(reserved_prefix)) proposed.erase(0, reserved_prefix.size());
  return without_hyphens_at_ends(proposed.substr(0, longest_name));
}

std::optional<std::string> path_fault(std::string_view path) {
  if (!path.starts_with('/')) return "it does not begin with `/`";
  const auto odd =
      std::find_if(path.begin(), path.end(), [](char c) { return c <= ' ' || c >= '\x7F'; });
  if (odd == path.end()) return std::nullopt;
  const std::string shown = character_at(path, static_cast<std::size_t>(odd - path.begin()));
  return "it holds `" + shown + "`, which in a path must be written with percent signs";
}

std::optional<std::string> codes_fault(std::string_view codes) {
  const bool alone = codes.find(',') == std::string_view::npos;
  while (true) {
    const std::size_t comma = codes.find(',');
    if (std::optional<std::string> fault = range_fault(codes.substr(0, comma), alone)) return fault;
    if (comma == std::string_view::npos) return std::nullopt;
    codes.remove_prefix(comma + 1);
  }
}

std::optional<std::string> prefix_fault(std::string_view prefix) {
  if (prefix.find("AWSLogs") != std::string_view::npos) {
    return "`AWSLogs` is what the delivery itself appends, and AWS refuses it in a prefix";
  }
  if (prefix.starts_with('/') || prefix.ends_with('/')) {
    return "a slash at its end would make a folder without name";
  }
  return std::nullopt;
}

}  // namespace btsinfra
