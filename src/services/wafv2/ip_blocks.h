// Address blocks of both versions, as the address sets of a web ACL hold them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace btsinfra {

enum class IpVersion : std::uint8_t { V4, V6 };

struct IpFault {
  std::string message;  // why it is none
  std::string help;
};

// The version of a block in CIDR notation. A block of no bits, which would be everybody, is none:
// AWS WAF refuses it.
[[nodiscard]] std::variant<IpVersion, IpFault> ip_version(std::string_view block);

}  // namespace btsinfra
