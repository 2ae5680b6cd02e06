// The field table of `event_rules`.
#include "btsinfra/services/event_rule.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<AlarmState>();

namespace {

struct StateNames {
  static constexpr std::string_view names[] = {"alarm", "ok", "unknown"};
};

constexpr Field event_rule_fields[] = {
    field<&EventRule::name>("name", "Name of the rule. Another one means another rule.")
        .unit("characters")
        .within(1, 64)
        .without("chosen by CloudFormation"),
    field<&EventRule::description>("description", "What it is for.")
        .unit("characters")
        .within(0, 512),
    field<&EventRule::on_alarm>("on_alarm", "The alarm whose changes of state it acts on.")
        .without("none"),
    field<&EventRule::states>("states", "The states of that alarm that count, once it enters them.")
        .within(0, 3)
        .without("`[alarm]`"),
    field<&EventRule::schedule>(
        "schedule",
        "When it acts: `rate(5 minutes)`, or `cron(0 1 * * ? *)`, with minutes, hours, day of the "
        "month, month, day of the week and year, in UTC.")
        .without("none"),
    field<&EventRule::pattern>("pattern",
                               "The events it acts on, as EventBridge's pattern: each value in a "
                               "list.")
        .without("none"),
    field<&EventRule::enabled>("enabled", "Whether it acts at all."),
    field<&EventRule::run>("run", "Functions that run with each event.").within(0, 5),
    field<&EventRule::notify>("notify", "Topics that each event goes to.").within(0, 5),
    field<&EventRule::input>("input", "What those get instead of the event.")
        .without("the event itself"),
    field<&EventRule::retries>("retries", "How often delivery is tried again.")
        .within(0, 185)
        .without("185"),
    field<&EventRule::give_up_after>("give_up_after", "Age at which an undelivered event goes.")
        .unit("seconds")
        .within(60, 86'400)
        .without("a day"),
    field<&EventRule::dead_letters>(
        "dead_letters",
        "ARN of an SQS queue for events that could not be delivered; the queue's policy lets the "
        "rule send.")
        .without("they are lost"),
    field<&EventRule::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<AlarmState>() {
  static const Type type = describe_choice<AlarmState, StateNames>("state of an alarm");
  return type;
}

template <>
const Type& type_of<EventRule>() {
  static const Type type =
      record<EventRule>("an event rule", "An EventBridge rule.", event_rule_fields);
  return type;
}

}  // namespace btsinfra::fields
