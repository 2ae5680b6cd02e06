// Which addresses and host names the internet cannot reach.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace btsinfra {

// "10.0.0.46": four numbers up to 255.
[[nodiscard]] bool is_ipv4(std::string_view text);
// Loosely: groups of hex digits with colons between.
[[nodiscard]] bool is_ipv6(std::string_view text);
// What an IPv4 address is where it is not one of the public internet ("a private address");
// nothing where it is.
[[nodiscard]] std::optional<std::string_view> not_public(std::string_view ipv4);
// Why nobody outside a network resolves that host name; nothing where they may.
[[nodiscard]] std::optional<std::string_view> internal_host(std::string_view host);

}  // namespace btsinfra
