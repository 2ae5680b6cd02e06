#include "services/domain_names.h"

#include <algorithm>

#include "services/names.h"

namespace btsinfra {
namespace {

constexpr std::size_t longest_name = 253;
constexpr std::size_t longest_label = 63;
constexpr std::string_view wildcard = "*.";

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::optional<std::string> label_fault(std::string_view label, Underscores underscores) {
  if (label.empty()) return "two dots stand side by side, or one at the beginning";
  if (label.size() > longest_label) {
    return "`" + std::string(label) + "` has " + std::to_string(label.size()) +
           " characters, and a part of it may have " + std::to_string(longest_label);
  }
  for (const char c : label) {
    if (is_letter_or_digit(c) || c == '-') continue;
    if (c == '_' && underscores == Underscores::Admitted) continue;
    if (static_cast<unsigned char>(c) >= 0x80U) {
      return "it holds letters beyond Latin, which in DNS stand in their `xn--` form";
    }
    return "it holds `" + std::string(1, c) +
           "`, and DNS takes Latin letters, digits, hyphens and dots";
  }
  if (label.front() == '-' || label.back() == '-') {
    return "`" + std::string(label) + "` begins or ends with a hyphen";
  }
  return std::nullopt;
}

}  // namespace

std::string domain_form(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return lower_case(name);
}

std::optional<std::string> domain_fault(std::string_view name, Underscores underscores) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty()) return "it is empty";
  if (name.size() > longest_name) {
    return "it has " + std::to_string(name.size()) + " characters, and DNS takes up to " +
           std::to_string(longest_name);
  }
  while (true) {
    const std::size_t dot = name.find('.');
    if (auto fault = label_fault(name.substr(0, dot), underscores)) return fault;
    if (dot == std::string_view::npos) return std::nullopt;
    name.remove_prefix(dot + 1);
  }
}

bool lies_under(std::string_view name, std::string_view domain) {
  const std::string inner = domain_form(name);
  const std::string outer = domain_form(domain);
  return inner == outer || inner.ends_with("." + outer);
}

std::string_view without_wildcard(std::string_view name) {
  if (name.starts_with(wildcard)) name.remove_prefix(wildcard.size());
  return name;
}

std::string proposed_domain(std::string_view text) {
  if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos) {
    text.remove_prefix(scheme + 3);
  }
  text = text.substr(0, text.find_first_of("/:?#"));
  std::string proposed = domain_form(without_wildcard(text));
  std::replace(proposed.begin(), proposed.end(), '_', '-');
  return domain_fault(proposed, Underscores::Refused) ? "" : proposed;
}

}  // namespace btsinfra
