#include "services/wafv2/managed_groups.h"

#include <algorithm>

#include "support/edit_distance.h"

namespace btsinfra {
namespace {

constexpr std::string_view prefix = "AWSManagedRules";

}  // namespace

const std::vector<ManagedGroup>& managed_groups() {
  static const std::vector<ManagedGroup> groups = [] {
    std::vector<ManagedGroup> all;
#define BTS_GROUP(name, capacity, needs_config) all.push_back({#name, capacity, needs_config});
#define BTS_RULE(name) all.back().rules.emplace_back(#name);
#include "services/wafv2/managed_groups.def"
#undef BTS_RULE
#undef BTS_GROUP
    return all;
  }();
  return groups;
}

std::string_view short_group_name(std::string_view name) {
  if (name.starts_with(prefix) && name.size() > prefix.size()) name.remove_prefix(prefix.size());
  return name;
}

std::string full_group_name(std::string_view name) {
  return std::string(prefix) + std::string(short_group_name(name));
}

const ManagedGroup* find_managed_group(std::string_view name) {
  const std::vector<ManagedGroup>& all = managed_groups();
  const auto found = std::find_if(all.begin(), all.end(), [&](const ManagedGroup& group) {
    return group.name == short_group_name(name);
  });
  return found == all.end() ? nullptr : &*found;
}

std::optional<std::string> nearest_group(std::string_view name) {
  std::vector<std::string_view> names;
  for (const ManagedGroup& group : managed_groups()) names.push_back(group.name);
  return nearest(short_group_name(name), names);
}

}  // namespace btsinfra
