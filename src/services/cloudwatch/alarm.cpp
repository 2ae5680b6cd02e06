// Attributes of alarms, where they stand, and what they ask of the topics they notify.
//
// AWS facts this rests on:
// - An alarm publishes under the topic's default policy, which admits the account's own; a policy
//   that replaces it must say so itself.
#include "services/cloudwatch/alarm.h"

#include <utility>

#include "services/cloudwatch/metrics.h"
#include "services/contributor.h"
#include "services/lowering.h"
#include "services/sns/topic.h"

namespace btsinfra {

std::string alarm_id(std::string_view name) { return upper_camel(name) + "Alarm"; }

const Component* watched_by(const Component& alarm, const ResolvedSystem& system) {
  const std::optional<AnyRef>& on = alarm.as<Alarm>().on;
  return on ? system.target(alarm, on->target) : nullptr;
}

Layer alarm_layer(const Component& alarm, const ResolvedSystem& system) {
  const auto& settings = alarm.as<Alarm>();
  if (settings.options.stack) return *settings.options.stack;
  const Component* watched = watched_by(alarm, system);
  const MetricHome* home =
      watched == nullptr ? nullptr : metric_home(watched->kind->key(), MetricSet::Own);
  return home == nullptr ? Layer::App : home->layer;
}

std::span<const Attribute> AlarmKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "name", .doc = "Its name."},
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn},
  };
  return known;
}

cfn::Value AlarmKind::value(const Component& component, std::string_view attribute,
                            const ResolvedSystem& /*system*/) const {
  return Lowering::symbol(component, alarm_id(component.name), attribute == "arn" ? "Arn" : "");
}

void AlarmKind::contribute(const Component& component, Contributor& contributor) const {
  const auto& alarm = component.as<Alarm>();
  for (const auto& [field, topics] :
       {std::pair{"notify", &alarm.notify}, std::pair{"notify_ok", &alarm.notify_ok},
        std::pair{"notify_unknown", &alarm.notify_unknown}}) {
    publish_to(component, field, *topics,
               {.sid = std::string(alarms_statement),
                .principal = "cloudwatch.amazonaws.com",
                .source = cfn::sub("arn:${AWS::Partition}:cloudwatch:${AWS::Region}:"
                                   "${AWS::AccountId}:alarm:*"),
                .pattern = true},
               contributor);
  }
}

}  // namespace btsinfra
