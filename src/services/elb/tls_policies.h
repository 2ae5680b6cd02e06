// The security policies that an HTTPS listener can have: data, in tls_policies.def.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace btsinfra {

enum class TlsVersion : std::uint8_t { Tls10, Tls11, Tls12, Tls13 };

struct TlsPolicy {
  std::string_view name;
  TlsVersion oldest{};  // that it still speaks
};

[[nodiscard]] std::span<const TlsPolicy> tls_policies();
// By exact name; nullptr where there is none.
[[nodiscard]] const TlsPolicy* find_tls_policy(std::string_view name);

}  // namespace btsinfra
