#include "services/wafv2/ip_blocks.h"

#include <array>
#include <charconv>
#include <optional>

#include "btsinfra/types/cidr.h"

#include "support/ipv6.h"

namespace btsinfra {
namespace {

constexpr int longest_v6_prefix = 128;

// Every block of the world: no set may hold it.
IpFault everybody(std::string_view block) {
  return {"`" + std::string(block) + "` is everybody, and a set of addresses cannot hold that",
          "what becomes of everybody else is said by `default`"};
}

std::variant<IpVersion, IpFault> v4(std::string_view block) {
  const CidrResult parsed = Cidr::parse(block);
  if (parsed) {
    if (parsed.value().prefix() == 0) return everybody(block);
    return IpVersion::V4;
  }
  if (parsed.error() == CidrError::HostBitsSet) {
    const std::string meant = parsed.meant()->to_string();
    return IpFault{"`" + std::string(block) + "` has bits set behind its prefix",
                   "write " + meant + ", or a longer prefix if a smaller block was meant"};
  }
  return IpFault{"`" + std::string(block) +
                     "` is not an address block: " + std::string(describe(*parsed.error())),
                 "write four numbers and a prefix length, as in 192.0.2.0/24, or /32 for one "
                 "address"};
}

std::variant<IpVersion, IpFault> v6(std::string_view block) {
  const std::size_t slash = block.find('/');
  const std::string address(block.substr(0, slash));
  const std::string_view digits =
      slash == std::string_view::npos ? std::string_view{} : block.substr(slash + 1);
  int prefix = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  const std::optional<std::array<unsigned char, 16>> bytes = parse_ipv6(address);
  if (!bytes) {
    return IpFault{"`" + std::string(block) + "` is not an address block",
                   "write an IPv6 address and a prefix length, as in 2001:db8::/32"};
  }
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() ||
      prefix < 0 || prefix > longest_v6_prefix) {
    return IpFault{"`" + std::string(block) + "` has no prefix length from 1 to 128",
                   "a single address is a block of 128 bits: " + address + "/128"};
  }
  if (prefix == 0) return everybody(block);
  for (int bit = prefix; bit < longest_v6_prefix; ++bit) {
    const unsigned byte = (*bytes)[static_cast<std::size_t>(bit / 8)];
    if ((byte & (0x80U >> static_cast<unsigned>(bit % 8))) != 0) {
      return IpFault{
          "`" + std::string(block) + "` has bits set behind its prefix",
          "clear them, or write a longer prefix; a single address is " + address + "/128"};
    }
  }
  return IpVersion::V6;
}

}  // namespace

std::variant<IpVersion, IpFault> ip_version(std::string_view block) {
  return block.find(':') == std::string_view::npos ? v4(block) : v6(block);
}

}  // namespace btsinfra
