// The kind `alarms`.
#pragma once

#include <string>

#include "btsinfra/services/alarm.h"
#include "btsinfra/services/common.h"

#include "services/kind.h"

namespace btsinfra {

class AlarmKind : public MapKind<Alarm> {
 public:
  static constexpr std::string_view summary = "Alarms on metrics (Amazon CloudWatch), by name.";

  [[nodiscard]] std::string_view key() const override { return "alarms"; }
  [[nodiscard]] std::string_view noun() const override { return "alarm"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "name"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void contribute(const Component& component, Contributor& contributor) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

[[nodiscard]] std::string alarm_id(std::string_view name);  // "CrowdedAlarm"

// The component whose metric it watches; nullptr: none, or one that names nothing.
[[nodiscard]] const Component* watched_by(const Component& alarm, const ResolvedSystem& system);

// The stack in which an alarm stands: behind all that it can watch.
[[nodiscard]] Layer alarm_layer(const Component& alarm, const ResolvedSystem& system);

}  // namespace btsinfra
