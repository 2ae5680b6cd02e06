// Attributes of rules, where they stand, and what they ask of the topics they notify.
#include "services/eventbridge/event_rule.h"

#include <algorithm>

#include "services/cloudwatch/alarm.h"
#include "services/contributor.h"
#include "services/lowering.h"
#include "services/sns/topic.h"

namespace btsinfra {

std::string event_rule_id(std::string_view name) { return upper_camel(name) + "Rule"; }

const Component* alarm_of(const Component& rule, const ResolvedSystem& system) {
  return system.target(rule, rule.as<EventRule>().on_alarm.target(), "alarms");
}

Layer event_rule_layer(const Component& rule, const ResolvedSystem& system) {
  const auto& settings = rule.as<EventRule>();
  if (settings.options.stack) return *settings.options.stack;
  const Component* alarm = alarm_of(rule, system);
  return alarm == nullptr ? Layer::App : std::max(Layer::App, alarm_layer(*alarm, system));
}

std::span<const Attribute> EventRuleKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "name", .doc = "Its name."},
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn},
  };
  return known;
}

cfn::Value EventRuleKind::value(const Component& component, std::string_view attribute,
                                const ResolvedSystem& /*system*/) const {
  return Lowering::symbol(component, event_rule_id(component.name),
                          attribute == "arn" ? "Arn" : "");
}

// A topic lets in all rules of its account or none: they do not tell it which one publishes.
void EventRuleKind::contribute(const Component& component, Contributor& contributor) const {
  publish_to(component, "notify", component.as<EventRule>().notify,
             {.sid = "EventRules",
              .principal = "events.amazonaws.com",
              .source = {},
              .names_source = false,
              .layer = Layer::Dns},
             contributor);
}

}  // namespace btsinfra
