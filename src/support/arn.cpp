#include "support/arn.h"

#include <algorithm>
#include <array>

namespace btsinfra {
namespace {

bool is_account(std::string_view text) {
  constexpr std::size_t digits = 12;
  return text.empty() ||
         (text.size() == digits &&
          std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

// Characters that a part may hold: printable ASCII without the blank.
bool is_plain(char c) { return c > ' ' && c < '\x7F'; }

}  // namespace

std::optional<Arn> parse_arn(std::string_view text) {
  if (!std::all_of(text.begin(), text.end(), is_plain)) return std::nullopt;
  std::array<std::string_view, 5> parts;
  for (std::string_view& part : parts) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    part = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  const auto [arn, partition, service, region, account] = parts;
  if (arn != "arn" || partition.empty() || service.empty() || text.empty() ||
      !is_account(account)) {
    return std::nullopt;
  }
  return Arn{std::string(partition), std::string(service), std::string(region),
             std::string(account), std::string(text)};
}

}  // namespace btsinfra
