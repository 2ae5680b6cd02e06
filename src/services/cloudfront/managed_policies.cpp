#include "services/cloudfront/managed_policies.h"

#include <algorithm>

namespace btsinfra {
namespace {

constexpr ManagedPolicy cache_policies[] = {
#define BTS_CACHE(name, id, host_header) {name, id, host_header},
#define BTS_FORWARD(name, id, host_header)
#define BTS_HEADERS(name, id)
#include "services/cloudfront/managed_policies.def"
#undef BTS_CACHE
#undef BTS_FORWARD
#undef BTS_HEADERS
};

constexpr ManagedPolicy forward_policies[] = {
#define BTS_CACHE(name, id, host_header)
#define BTS_FORWARD(name, id, host_header) {name, id, host_header},
#define BTS_HEADERS(name, id)
#include "services/cloudfront/managed_policies.def"
#undef BTS_CACHE
#undef BTS_FORWARD
#undef BTS_HEADERS
};

constexpr ManagedPolicy header_policies[] = {
#define BTS_CACHE(name, id, host_header)
#define BTS_FORWARD(name, id, host_header)
#define BTS_HEADERS(name, id) {name, id},
#include "services/cloudfront/managed_policies.def"
#undef BTS_CACHE
#undef BTS_FORWARD
#undef BTS_HEADERS
};

}  // namespace

std::span<const ManagedPolicy> managed_cache_policies() { return cache_policies; }
std::span<const ManagedPolicy> managed_forward_policies() { return forward_policies; }
std::span<const ManagedPolicy> managed_header_policies() { return header_policies; }

const ManagedPolicy* find_policy(std::span<const ManagedPolicy> policies, std::string_view name) {
  constexpr std::string_view prefix = "Managed-";
  if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  const auto found =
      std::find_if(policies.begin(), policies.end(),
                   [name](const ManagedPolicy& policy) { return policy.name == name; });
  return found == policies.end() ? nullptr : &*found;
}

}  // namespace btsinfra
