// The rule groups that AWS keeps up to date, as data.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace btsinfra {

struct ManagedGroup {
  std::string_view name;  // "CommonRuleSet"
  int capacity = 0;       // in WCU
  bool needs_config = false;
  std::vector<std::string_view> rules{};  // none: not known here
};

[[nodiscard]] const std::vector<ManagedGroup>& managed_groups();
// By its short name or the whole one; nullptr where AWS has none of that name.
[[nodiscard]] const ManagedGroup* find_managed_group(std::string_view name);
// "AWSManagedRulesCommonRuleSet" -> "CommonRuleSet"; any other name as it is.
[[nodiscard]] std::string_view short_group_name(std::string_view name);
// "CommonRuleSet" -> "AWSManagedRulesCommonRuleSet"
[[nodiscard]] std::string full_group_name(std::string_view name);
// The group that a mistyped name may have meant.
[[nodiscard]] std::optional<std::string> nearest_group(std::string_view name);

}  // namespace btsinfra
