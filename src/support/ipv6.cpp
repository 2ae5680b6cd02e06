#include "support/ipv6.h"

#include <arpa/inet.h>

namespace btsinfra {

std::optional<std::array<unsigned char, 16>> parse_ipv6(const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

}  // namespace btsinfra
