// The kind `event_rules`.
#pragma once

#include "btsinfra/services/event_rule.h"

#include "services/kind.h"

namespace btsinfra {

class EventRuleKind : public MapKind<EventRule> {
 public:
  static constexpr std::string_view summary =
      "Rules that act on events (Amazon EventBridge), by name.";

  [[nodiscard]] std::string_view key() const override { return "event_rules"; }
  [[nodiscard]] std::string_view noun() const override { return "event rule"; }
};

}  // namespace btsinfra
