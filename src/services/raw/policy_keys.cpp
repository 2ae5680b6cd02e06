#include "services/raw/policy_keys.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "diag/ids/network.h"
#include "diag/suggest.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

// AWS CloudFormation Template Reference, "CreationPolicy attribute" and "UpdatePolicy attribute".
struct Group {
  std::string_view key;
  std::span<const std::string_view> inner;  // none: it is no map, or is not known
};

constexpr std::string_view signal[]{"Count", "Timeout"};
constexpr std::string_view created_instances[]{"MinSuccessfulInstancesPercent"};
constexpr Group creation[]{
    {"AutoScalingCreationPolicy", created_instances},
    {"ResourceSignal", signal},
    {"StartFleet", {}},
};

constexpr std::string_view replacing[]{"WillReplace"};
constexpr std::string_view rolling[]{
    "MaxBatchSize",
    "MinActiveInstancesPercent",
    "MinInstancesInService",
    "MinSuccessfulInstancesPercent",
    "PauseTime",
    "SuspendProcesses",
    "WaitOnResourceSignals",
};
constexpr std::string_view scheduled[]{"IgnoreUnmodifiedGroupSizeProperties"};
constexpr std::string_view alias[]{
    "AfterAllowTrafficHook",
    "ApplicationName",
    "BeforeAllowTrafficHook",
    "DeploymentGroupName",
};
constexpr Group update[]{
    {"AutoScalingReplacingUpdate", replacing},
    {"AutoScalingRollingUpdate", rolling},
    {"AutoScalingScheduledAction", scheduled},
    {"CodeDeployLambdaAliasUpdate", alias},
    {"EnableVersionUpgrade", {}},
    {"StartAfterUpdate", {}},  // of AppStream's fleets, as the next
    {"StopBeforeUpdate", {}},
    {"UseOnlineResharding", {}},
};

class PolicyKeys {
 public:
  PolicyKeys(const ResolvedSystem& system, Diagnostics& diags) : system_(system), diags_(diags) {}

  void check(const Place& policy, const FreeValue& value, std::span<const Group> groups) {
    const auto* map = std::get_if<FreeMap>(&value.data);
    if (map == nullptr) return;
    std::vector<std::string_view> keys;
    for (const Group& group : groups) keys.push_back(group.key);
    for (const FreeEntry& entry : *map) {
      const Place place = policy / entry.key;
      key(place, entry.key, keys);
      const auto group = std::find_if(groups.begin(), groups.end(),
                                      [&](const Group& each) { return each.key == entry.key; });
      const auto* inside = std::get_if<FreeMap>(&entry.value.data);
      if (group == groups.end() || group->inner.empty() || inside == nullptr) continue;
      for (const FreeEntry& inner : *inside) key(place / inner.key, inner.key, group->inner);
    }
  }

 private:
  void key(const Place& place, const std::string& word, std::span<const std::string_view> known) {
    if (std::find(known.begin(), known.end(), word) != known.end()) return;
    const std::vector<std::string> near = nearest_names(word, known);
    if (near.empty()) return;
    const std::vector<std::string>& keys = place.path.keys();
    Report report =
        diags_.report(ids::PolicyKeyMisspelt, system_.places().key(place),
                      "CloudFormation knows no `{}` in {}", word, keys[keys.size() - 2]);
    suggest(report, word, near);
  }

  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void check_policy_keys(const Place& place, const FreeValue& creation_policy,
                       const FreeValue& update_policy, const ResolvedSystem& system,
                       Diagnostics& diags) {
  PolicyKeys keys(system, diags);
  keys.check(place / "CreationPolicy", creation_policy, creation);
  keys.check(place / "UpdatePolicy", update_policy, update);
}

}  // namespace btsinfra
