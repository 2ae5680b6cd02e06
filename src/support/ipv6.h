// IPv6 addresses in their text form (RFC 4291).
#pragma once

#include <array>
#include <optional>
#include <string>

namespace btsinfra {

// The sixteen bytes in network order; nothing where the text is no address.
[[nodiscard]] std::optional<std::array<unsigned char, 16>> parse_ipv6(const std::string& text);

}  // namespace btsinfra
