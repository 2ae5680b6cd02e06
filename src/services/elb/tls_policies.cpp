#include "services/elb/tls_policies.h"

#include <algorithm>

namespace btsinfra {
namespace {

constexpr TlsPolicy policies[] = {
#define BTS_TLS_POLICY(name, oldest) TlsPolicy{name, TlsVersion::oldest},
#include "services/elb/tls_policies.def"
#undef BTS_TLS_POLICY
};

}  // namespace

std::span<const TlsPolicy> tls_policies() { return policies; }

const TlsPolicy* find_tls_policy(std::string_view name) {
  const auto* found = std::find_if(std::begin(policies), std::end(policies),
                                   [name](const TlsPolicy& policy) { return policy.name == name; });
  return found == std::end(policies) ? nullptr : found;
}

}  // namespace btsinfra
