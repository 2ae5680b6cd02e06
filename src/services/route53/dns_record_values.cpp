// What records of each type hold: RFC 1035 and the "Supported DNS record types" of the Route 53
// developer guide.
#include <algorithm>
#include <charconv>

#include "services/domain_names.h"
#include "services/route53/dns_record_parts.h"
#include "services/route53/public_addresses.h"

namespace btsinfra {
namespace {

constexpr std::size_t longest_piece = 255;
constexpr std::size_t longest_text = 4000;
constexpr int largest_number = 65535;
constexpr int largest_flags = 255;

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    if (blank != 0) found.push_back(text.substr(0, blank));
    if (blank == std::string_view::npos) break;
    text.remove_prefix(blank + 1);
  }
  return found;
}

bool is_number(std::string_view text, int largest) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= 0 &&
         number <= largest;
}

// Numbers followed by a host: MX has one of them, SRV three.
std::optional<std::string> numbers_and_host(std::string_view value, std::size_t numbers) {
  const std::vector<std::string_view> parts = words(value);
  if (parts.size() != numbers + 1) return "it does not have the parts of one";
  for (std::size_t i = 0; i < numbers; ++i) {
    if (!is_number(parts[i], largest_number)) {
      return "`" + std::string(parts[i]) + "` is not a number up to 65535";
    }
  }
  return domain_fault(parts.back(), Underscores::Admitted);
}

std::optional<std::string> caa_fault(std::string_view value) {
  const std::vector<std::string_view> parts = words(value);
  if (parts.size() < 3) return "it does not have the parts of one";
  if (!is_number(parts[0], largest_flags)) {
    return "`" + std::string(parts[0]) + "` is not a number up to 255";
  }
  if (parts[2].front() != '"' || value.back() != '"') return "its third part is not in quotes";
  return std::nullopt;
}

std::optional<std::string> text_fault(std::string_view value) {
  if (value.size() <= longest_text) return std::nullopt;
  return "it has " + std::to_string(value.size()) + " characters, and Route 53 takes up to " +
         std::to_string(longest_text);
}

}  // namespace

std::optional<std::string> value_fault(RecordType type, std::string_view value) {
  switch (type) {
    case RecordType::A:
      if (is_ipv4(value)) return std::nullopt;
      return "it is not an IPv4 address";
    case RecordType::Aaaa:
      if (is_ipv6(value)) return std::nullopt;
      return "it is not an IPv6 address";
    case RecordType::Cname:
    case RecordType::Ns:
    case RecordType::Ptr:
      return domain_fault(value, Underscores::Admitted);
    case RecordType::Txt:
      return text_fault(value);
    case RecordType::Mx:
      return numbers_and_host(value, 1);
    case RecordType::Srv:
      return numbers_and_host(value, 3);
    case RecordType::Caa:
      return caa_fault(value);
  }
  return std::nullopt;
}

std::string_view value_form(RecordType type) {
  switch (type) {
    case RecordType::A:
      return "an address, as `198.51.100.7`";
    case RecordType::Aaaa:
      return "an address, as `2001:db8::7`";
    case RecordType::Cname:
    case RecordType::Ns:
    case RecordType::Ptr:
      return "a host name, as `shop.example.com`";
    case RecordType::Txt:
      return "any text";
    case RecordType::Mx:
      return "a preference and a host, as `10 mail.example.com`";
    case RecordType::Srv:
      return "priority, weight, port and host, as `1 10 5269 chat.example.com`";
    case RecordType::Caa:
      return "flags, tag and a value in quotes, as `0 issue \"amazon.com\"`";
  }
  return "";
}

std::string quoted_text(std::string_view text) {
  if (text.starts_with('"')) return std::string(text);
  std::string quoted = "\"";
  std::size_t piece = 0;
  for (const char c : text) {
    if (piece == longest_piece) {
      quoted += "\" \"";
      piece = 0;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
    ++piece;
  }
  return quoted + '"';
}

}  // namespace btsinfra
