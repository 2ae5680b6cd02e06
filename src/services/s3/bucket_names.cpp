// The rules of "General purpose bucket naming rules" in the S3 user guide. CloudFormation's own
// schema checks the characters and no more.
#include "services/s3/bucket_names.h"

#include <algorithm>
#include <array>

#include "support/utf8.h"

namespace btsinfra {
namespace {

constexpr std::size_t shortest_name = 3;
constexpr std::size_t longest_name = 63;

// Kept by AWS for aliases, access points, directory and table buckets.
constexpr std::array<std::string_view, 3> reserved_prefixes{"xn--", "sthree-", "amzn-s3-demo-"};
constexpr std::array<std::string_view, 5> reserved_suffixes{"-s3alias", "--ol-s3", ".mrap",
                                                            "--x-s3", "--table-s3"};

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter_or_digit(char c) { return is_lower(c) || is_digit(c); }
bool is_name_character(char c) { return is_letter_or_digit(c) || c == '-' || c == '.'; }

std::optional<std::string> character_fault(std::string_view text) {
  const auto odd = std::find_if_not(text.begin(), text.end(), is_name_character);
  if (odd == text.end()) return std::nullopt;
  if (is_upper(*odd)) {
    return "it holds `" + std::string(1, *odd) +
           "`, and the name becomes part of a host name, which "
           "S3 wants in lower case";
  }
  const auto begin = static_cast<std::size_t>(odd - text.begin());
  std::size_t end = begin;
  const bool ascii = next_code_point(text, end) < 0x80;
  std::string fault =
      "it holds `" + std::string(text.substr(begin, end - begin)) +
      "`, and the name becomes part of a host name, which has " +
      (ascii ? "letters, digits, hyphens and dots only" : "no letters but Latin ones");
  return fault;
}

// "192.168.0.1"
bool is_address(std::string_view text) {
  return std::count(text.begin(), text.end(), '.') == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.'; });
}

std::optional<std::string> reserved_fault(const NamePiece& piece) {
  for (std::string_view prefix : reserved_prefixes) {
    if (piece.first && piece.text.starts_with(prefix)) {
      return "S3 keeps names beginning with `" + std::string(prefix) + "` for itself";
    }
  }
  for (std::string_view suffix : reserved_suffixes) {
    if (piece.last && piece.text.ends_with(suffix)) {
      return "S3 keeps names ending in `" + std::string(suffix) + "` for itself";
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> bucket_name_fault(const NamePiece& piece) {
  const std::string_view text = piece.text;
  if (std::optional<std::string> fault = character_fault(text)) return fault;
  const bool whole = piece.first && piece.last;
  if (text.size() > longest_name || (whole && text.size() < shortest_name)) {
    return "it has " + std::to_string(text.size()) + " characters, and S3 takes 3 to 63";
  }
  if ((piece.first && !is_letter_or_digit(text.front())) ||
      (piece.last && !is_letter_or_digit(text.back()))) {
    return "it begins or ends with something else than a letter or a digit";
  }
  if (text.find("..") != std::string_view::npos) return "two dots stand side by side";
  if (whole && is_address(text)) return "it has the form of an IP address";
  return reserved_fault(piece);
}

std::string proposed_bucket_name(std::string_view name) {
  std::string proposed;
  for (char c : name) {
    if (is_continuation_byte(c)) continue;
    const char lower = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    const char fitting = is_letter_or_digit(lower) ? lower : '-';
    if (fitting != '-' || !(proposed.empty() || proposed.ends_with('-'))) proposed += fitting;
  }
  proposed = proposed.substr(0, longest_name);
  while (proposed.ends_with('-')) proposed.pop_back();
  const bool fits = proposed.size() >= shortest_name && !bucket_name_fault({.text = proposed});
  return fits ? proposed : "";
}

}  // namespace btsinfra
