// Rules that act on events: settings.
#pragma once

#include "btsinfra/model/value.h"
#include "btsinfra/services/common.h"

namespace btsinfra {

struct Alarm;
struct LambdaFunction;
struct Topic;

enum class AlarmState : std::uint8_t { Alarm, Ok, Unknown };

// Exactly one of `on_alarm`, `schedule` and `pattern`.
struct EventRule {
  Text name{};  // none: CloudFormation chooses
  std::string description{};
  Ref<Alarm> on_alarm{};
  std::vector<AlarmState> states{};  // which the alarm enters; none: ALARM
  std::string schedule{};            // rate(5 minutes), cron(0 1 * * ? *)
  FreeValue pattern{};
  bool enabled = true;
  std::vector<Ref<LambdaFunction>> run{};
  std::vector<Ref<Topic>> notify{};
  FreeValue input{};  // what targets get instead of the event
  std::optional<int> retries{};
  std::optional<int> give_up_after{};               // seconds
  std::optional<Late<std::string>> dead_letters{};  // ARN of a queue
  ComponentOptions options{};

  bool operator==(const EventRule&) const = default;
};

}  // namespace btsinfra
