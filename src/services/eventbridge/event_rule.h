// The kind `event_rules`.
#pragma once

#include <string>

#include "btsinfra/services/common.h"
#include "btsinfra/services/event_rule.h"

#include "services/kind.h"

namespace btsinfra {

class EventRuleKind : public MapKind<EventRule> {
 public:
  static constexpr std::string_view summary =
      "Rules that act on events and schedules (Amazon EventBridge), by name.";

  [[nodiscard]] std::string_view key() const override { return "event_rules"; }
  [[nodiscard]] std::string_view noun() const override { return "event rule"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "name"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void contribute(const Component& component, Contributor& contributor) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

[[nodiscard]] std::string event_rule_id(std::string_view name);  // "StartBastionsRule"

// The alarm whose changes it acts on; nullptr: none, or one that names nothing.
[[nodiscard]] const Component* alarm_of(const Component& rule, const ResolvedSystem& system);

// The stack in which a rule stands: not before that of its alarm.
[[nodiscard]] Layer event_rule_layer(const Component& rule, const ResolvedSystem& system);

}  // namespace btsinfra
