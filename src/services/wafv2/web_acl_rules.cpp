// AWS facts this rests on:
// - Rules are tried by rising priority, from 0; gaps are fine, equal numbers are not.
// - A set of addresses holds one version of IP; matching one takes 1 WCU. A rate-based rule takes
// 2,
//   a match of the path's beginning 2 more and each transformation of it 10 (AWS WAF developer
//   guide, "Rule statements list"). A managed group takes what its vendor fixed.
#include "services/wafv2/web_acl_rules.h"

#include "services/lowering.h"
#include "services/wafv2/managed_groups.h"

namespace btsinfra {
namespace {

constexpr int address_capacity = 1;
constexpr int rate_capacity = 2;
constexpr int path_capacity = 12;

std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

class Rules {
 public:
  explicit Rules(const Component& component)
      : component_(component), settings_(component.as<WebAcl>()) {}

  std::vector<AclRule> run() {
    addresses(settings_.allow, true, "allow");
    addresses(settings_.block, false, "block");
    for (const auto& [name, limit] : settings_.rate_limits) {
      add({.name = "RateLimit-" + name,
           .metric = metric("RATE_" + upper_case(name)),
           .capacity = rate_capacity + (limit.path.empty() ? 0 : path_capacity),
           .place = component_.place / "rate_limits" / name,
           .what = LimitRule{&limit}});
    }
    for (std::size_t i = 0; i < settings_.managed.size(); ++i) group(i);
    return std::move(rules_);
  }

 private:
  [[nodiscard]] std::string metric(std::string_view ending) const {
    return acl_metric(component_) + "_" + std::string(ending);
  }

  void add(AclRule rule, std::optional<int> priority = std::nullopt) {
    rule.priority = priority.value_or(rules_.empty() ? 0 : rules_.back().priority + 1);
    rules_.push_back(std::move(rule));
  }

  // A reference counts as IPv4: parameters of type `cidr` are.
  void addresses(const std::vector<Late<std::string>>& given, bool allow, std::string_view field) {
    for (const IpVersion version : {IpVersion::V4, IpVersion::V6}) {
      AddressRule rule{.version = version, .allow = allow};
      for (const Late<std::string>& address : given) {
        const std::string* words = address.literal();
        const bool v6 = words != nullptr && words->find(':') != std::string::npos;
        if (v6 == (version == IpVersion::V6)) rule.addresses.push_back(&address);
      }
      if (rule.addresses.empty()) continue;
      const bool v6 = version == IpVersion::V6;
      add({.name = std::string(allow ? "AllowedAddresses" : "BlockedAddresses") + (v6 ? "V6" : ""),
           .metric = metric(std::string(allow ? "ALLOWED" : "BLOCKED") + (v6 ? "_V6" : "")),
           .capacity = address_capacity,
           .place = component_.place / field,
           .what = std::move(rule)});
    }
  }

  void group(std::size_t index) {
    const ManagedRules& group = settings_.managed[index];
    const bool aws = group.vendor == "AWS";
    const ManagedGroup* known = aws ? find_managed_group(group.group) : nullptr;
    add({.name = group.vendor + "-" + (aws ? full_group_name(group.group) : group.group),
         .metric = metric(upper_case(aws ? short_group_name(group.group) : group.group)),
         .capacity = known == nullptr ? 0 : known->capacity,
         .place = component_.place / "managed" / index,
         .what = GroupRule{&group}},
        group.priority);
  }

  const Component& component_;
  const WebAcl& settings_;
  std::vector<AclRule> rules_;
};

}  // namespace

std::vector<AclRule> acl_rules(const Component& component) { return Rules(component).run(); }

std::string acl_metric(const Component& component) {
  const std::string& own = component.as<WebAcl>().metrics;
  return own.empty() ? upper_case(component.name) : own;
}

std::string address_set_id(const Component& component, const AddressRule& rule) {
  return upper_camel(component.name) + (rule.allow ? "AllowedAddresses" : "BlockedAddresses") +
         (rule.version == IpVersion::V6 ? "V6" : "");
}

}  // namespace btsinfra
