// What EventBridge demands of rules, and what a rule must be to do something.
#include <algorithm>

#include <fmt/format.h>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/event_rule.h"
#include "btsinfra/services/raw.h"

#include "diag/ids/events.h"
#include "services/eventbridge/event_rule.h"
#include "services/eventbridge/schedule.h"
#include "services/kind.h"
#include "services/lambda/function.h"
#include "services/sns/topic.h"
#include "services/tags.h"
#include "support/arn.h"

namespace btsinfra {
namespace {

// A quota of EventBridge's; CloudFormation's schema lets a hundred pass.
constexpr std::size_t most_targets = 5;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

const FreeMap* as_map(const FreeValue& value) { return std::get_if<FreeMap>(&value.data); }

const FreeValue* entry(const FreeMap& map, std::string_view key) {
  const auto found = std::find_if(map.begin(), map.end(),
                                  [key](const FreeEntry& known) { return known.key == key; });
  return found == map.end() ? nullptr : &found->value;
}

bool lists(const FreeValue* value, std::string_view word) {
  const auto* list = value == nullptr ? nullptr : std::get_if<FreeList>(&value->data);
  return list != nullptr && std::any_of(list->begin(), list->end(), [&](const FreeValue& item) {
           const auto* text = std::get_if<std::string>(&item.data);
           return text != nullptr && *text == word;
         });
}

// The way to the first value of a pattern that is not in a list; nothing where all are.
std::optional<Path> bare_value(const FreeMap& pattern, const Path& path) {
  for (const auto& [key, value] : pattern) {
    if (std::holds_alternative<FreeList>(value.data)) {
      // `$or` holds patterns, all other lists values.
      if (key != "$or") continue;
      for (const FreeValue& item : std::get<FreeList>(value.data)) {
        const FreeMap* inner = as_map(item);
        if (inner == nullptr) return path / key;
        if (auto found = bare_value(*inner, path / key)) return found;
      }
      continue;
    }
    const FreeMap* inner = as_map(value);
    if (inner == nullptr) return path / key;
    if (auto found = bare_value(*inner, path / key)) return found;
  }
  return std::nullopt;
}

class RuleCheck {
 public:
  RuleCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component), rule_(component.as<EventRule>()), system_(system), diags_(diags) {}

  void run() {
    name();
    trigger();
    if (!rule_.schedule.empty()) schedule();
    pattern();
    alarm();
    targets();
    check_run(component_, "run", rule_.run, system_, diags_);
    check_notified(component_, "notify", rule_.notify, system_, diags_);
    dead_letters();
    check_tags(component_.place / "tags", rule_.options.tags, system_, diags_);
  }

 private:
  [[nodiscard]] Span at(std::string_view field) const { return system_.at(component_, field); }
  [[nodiscard]] bool has_pattern() const {
    return !std::holds_alternative<std::monostate>(rule_.pattern.data);
  }

  void name() {
    for (const Text::Part& part : rule_.name.parts()) {
      const auto* words = std::get_if<std::string>(&part);
      if (words == nullptr || std::all_of(words->begin(), words->end(), is_name_character)) {
        continue;
      }
      diags_.report(ids::EventRuleName, at("name"), "`{}` cannot name a rule", *words)
          .help("names are made of Latin letters, digits, `.`, `-` and `_`");
      return;
    }
  }

  void trigger() {
    std::vector<std::string_view> given;
    if (!rule_.on_alarm.empty()) given.emplace_back("on_alarm");
    if (!rule_.schedule.empty()) given.emplace_back("schedule");
    if (has_pattern()) given.emplace_back("pattern");
    if (given.empty()) {
      diags_
          .report(ids::EventRuleTrigger, system_.at(component_), "nothing says when this rule acts")
          .help("write one of `on_alarm`, `schedule` and `pattern`");
    } else if (given.size() > 1) {
      diags_
          .report(ids::EventRuleTrigger, at(given[1]), "a rule has one trigger: `{}` and `{}` {}",
                  given[0], given[1], "need a rule each")
          .note(at(given[0]), "the other one")
          .help("make two rules of it, with the same targets");
    }
    if (!rule_.states.empty() && rule_.on_alarm.empty()) {
      diags_
          .report(ids::EventRuleTrigger, at("states"),
                  "`states` are those of an alarm, and `on_alarm` names none")
          .help("leave `states` out, or name the alarm");
    }
  }

  void schedule() {
    const std::optional<ScheduleFault> fault = schedule_fault(rule_.schedule);
    if (!fault) return;
    diags_
        .report(ids::EventRuleSchedule, at("schedule"), "`{}` is no schedule: {}", rule_.schedule,
                fault->why)
        .help(fault->help);
  }

  void pattern() {
    if (!has_pattern()) return;
    const FreeMap* map = as_map(rule_.pattern);
    if (map == nullptr || map->empty()) {
      diags_
          .report(ids::EventPattern, at("pattern"), "{}",
                  map == nullptr ? "a pattern is a map" : "an empty pattern fits nothing")
          .help("write `source: [aws.ecs]`, say");
      return;
    }
    if (const std::optional<Path> bare = bare_value(*map, component_.place.path / "pattern")) {
      diags_
          .report(ids::EventPattern,
                  system_.places().value(Place{component_.place.blueprint, *bare}),
                  "in a pattern each value stands in a list")
          .help("write `[…]` around it, even for one value");
      return;
    }
    alarm_events(*map);
  }

  // Alarms' events without a filter: well again is a change of state, too.
  void alarm_events(const FreeMap& map) {
    const FreeValue* type = entry(map, "detail-type");
    // Without a type it is every event of CloudWatch, those of alarms among them.
    if (type == nullptr ? !lists(entry(map, "source"), "aws.cloudwatch")
                        : !lists(type, "CloudWatch Alarm State Change")) {
      return;
    }
    const FreeValue* detail = entry(map, "detail");
    const FreeMap* inside = detail == nullptr ? nullptr : as_map(*detail);
    if (inside != nullptr && entry(*inside, "state") != nullptr) return;
    diags_
        .report(ids::UnfilteredAlarmEvents, at("pattern"),
                "this rule also acts when alarms are well again or have no data")
        .help("write `detail: {state: {value: [ALARM]}}`, or name the alarm in `on_alarm`");
  }

  void alarm() {
    const Component* alarm = alarm_of(component_, system_);
    if (alarm == nullptr || alarm->tainted) return;
    if (system_.region(*alarm) == system_.region(component_)) return;
    diags_
        .report(ids::EventsElsewhere, at("on_alarm"),
                "the events of `{}` are in `{}`, and a rule in `{}` sees those of its own region "
                "only",
                rule_.on_alarm.target().path, system_.region(*alarm).name(),
                system_.region(component_).name())
        .note(system_.at(*alarm), "the alarm")
        .help("declare the rule in the alarm's blueprint");
  }

  void targets() {
    const std::size_t count = rule_.run.size() + rule_.notify.size();
    if (count == 0) {
      diags_.report(ids::EventTargets, system_.at(component_), "this rule does nothing")
          .help("name functions in `run`, or topics in `notify`");
    } else if (count > most_targets) {
      diags_
          .report(ids::EventTargets, at(rule_.notify.empty() ? "run" : "notify"),
                  "{} targets are given, and a rule has at most {}", count, most_targets)
          .help("make two rules of it, with the same trigger");
    }
  }

  // Of a queue in this blueprint the policy would stand here, too.
  void queue_policy() {
    const Component* queue = system_.target(component_, *rule_.dead_letters->reference());
    if (queue == nullptr || queue->kind->key() != "resources" ||
        queue->as<RawResource>().type != "AWS::SQS::Queue") {
      return;
    }
    for (const auto& [id, resource] : system_.blueprint(*queue).resources) {
      if (resource.type == "AWS::SQS::QueuePolicy") return;
    }
    diags_
        .report(ids::DeadLettersRefused, at("dead_letters"),
                "`{}` has no policy that lets EventBridge in: events that cannot be delivered are "
                "lost there, too",
                queue->label())
        .note(system_.at(*queue), "the queue")
        .help(
            "add an AWS::SQS::QueuePolicy under `resources` with sqs:SendMessage for the service "
            "events.amazonaws.com");
  }

  void dead_letters() {
    if (!rule_.dead_letters) return;
    if (rule_.dead_letters->literal() == nullptr) {
      queue_policy();
      return;
    }
    const std::string& text = *rule_.dead_letters->literal();
    const Region& region = system_.region(component_);
    const std::optional<Arn> arn = parse_arn(text);
    if (arn && arn->service == "sqs" && arn->region == region.name()) return;
    diags_
        .report(ids::DeadLetterQueue, at("dead_letters"),
                "`{}` is not the ARN of an SQS queue in `{}`", text, region.name())
        .help("such an ARN reads arn:" + std::string(region.partition()) +
              ":sqs:" + std::string(region.name()) + ":<account>:<name>");
  }

  const Component& component_;
  const EventRule& rule_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void EventRuleKind::check(const Component& component, const ResolvedSystem& system,
                          Diagnostics& diags) const {
  RuleCheck(component, system, diags).run();
}

}  // namespace btsinfra
