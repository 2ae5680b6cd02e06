// CloudFront's managed policies, as data.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace btsinfra {

struct ManagedPolicy {
  std::string_view name;
  std::string_view id;
  bool host_header = false;  // the origin gets the viewer's Host header
};

[[nodiscard]] std::span<const ManagedPolicy> managed_cache_policies();
[[nodiscard]] std::span<const ManagedPolicy> managed_forward_policies();
[[nodiscard]] std::span<const ManagedPolicy> managed_header_policies();

// By its name, with or without `Managed-` in front as consoles show it; nullptr where there is
// none.
[[nodiscard]] const ManagedPolicy* find_policy(std::span<const ManagedPolicy> policies,
                                               std::string_view name);

}  // namespace btsinfra
