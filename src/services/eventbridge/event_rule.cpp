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

// A topic's policy stands with the topic, and may name rules of its own blueprint; one of another
// blueprint, which waits for the topic itself, it admits by a pattern.
void EventRuleKind::contribute(const Component& component, Contributor& contributor) const {
  const ResolvedSystem& system = contributor.system();
  const auto& rule = component.as<EventRule>();
  for (std::size_t i = 0; i < rule.notify.size(); ++i) {
    const Component* topic = system.target(component, rule.notify[i].target(), "topics");
    if (topic == nullptr) continue;
    Publisher publisher{.sid = event_rule_id(component.name),
                        .principal = "events.amazonaws.com",
                        .source = value(component, "arn", system),
                        .layer = event_rule_layer(component, system)};
    if (topic->blueprint != component.blueprint) {
      publisher.sid = "RulesOfOtherBlueprints";
      publisher.source =
          cfn::sub("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/*");
      publisher.pattern = true;
      publisher.layer = Layer::Dns;
    }
    publish_to(component, "notify", {rule.notify[i]}, publisher, contributor);
  }
}

}  // namespace btsinfra
