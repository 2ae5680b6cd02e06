// The rules of a web ACL in the order in which they are tried, with the names and numbers that they
// get: what its checks judge and its lowering writes.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "btsinfra/services/web_acl.h"

#include "cfn/value.h"
#include "model/path.h"
#include "services/kind.h"
#include "services/wafv2/ip_blocks.h"

namespace btsinfra {

// Addresses of one version that always or never pass.
struct AddressRule {
  IpVersion version = IpVersion::V4;
  bool allow = false;
  std::vector<const Late<std::string>*> addresses{};
};

struct LimitRule {
  const RateLimit* limit = nullptr;
};

struct GroupRule {
  const ManagedRules* group = nullptr;
};

struct AclRule {
  std::string name;    // unique in the ACL
  std::string metric;  // unique in the ACL
  int priority = 0;
  int capacity = 0;  // in WCU; 0: not known here
  Place place;       // what in the blueprint it comes from
  std::variant<AddressRule, LimitRule, GroupRule> what;
};

// In the order of the fields: who always passes, who never does, who sends too much, and then the
// managed groups as written. Each has the number after the one before it, unless it says another.
[[nodiscard]] std::vector<AclRule> acl_rules(const Component& component);

// The name of the ACL's own metric.
[[nodiscard]] std::string acl_metric(const Component& component);

// "SiteAllowedAddresses", "SiteBlockedAddressesV6"
[[nodiscard]] std::string address_set_id(const Component& component, const AddressRule& rule);

}  // namespace btsinfra
