// A rule, its targets, and the permissions of the functions among them.
//
// AWS facts this rests on:
// - An alarm's events carry its ARN; without a filter on detail.state.value the rule also acts when
//   the alarm is well again.
// - The ARN changes with the alarm's name, so it is always referred to.
// - A function admits the rule by its own policy (AWS::Lambda::Permission with the rule's ARN);
//   without, the rule fails silently. Topics admit it by theirs.
// - Input is JSON in a text.
#include <fmt/format.h>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/event_rule.h"

#include "services/cloudwatch/alarm.h"
#include "services/eventbridge/event_rule.h"
#include "services/lambda/function.h"
#include "services/lowering.h"
#include "services/raw/free_form.h"
#include "services/sns/topic.h"
#include "support/overloaded.h"

namespace btsinfra {
namespace {

constexpr std::string_view state_words[] = {"ALARM", "OK", "INSUFFICIENT_DATA"};

// ---- what it acts on ----------------------------------------------------------------------------

cfn::Map alarm_pattern(const EventRule& rule, const Component& alarm) {
  cfn::List states;
  for (const AlarmState state : rule.states) {
    states.emplace_back(std::string(state_words[static_cast<std::size_t>(state)]));
  }
  if (states.empty()) states.emplace_back("ALARM");
  return {{"source", cfn::List{"aws.cloudwatch"}},
          {"detail-type", cfn::List{"CloudWatch Alarm State Change"}},
          {"resources", cfn::List{Lowering::symbol(alarm, alarm_id(alarm.name), "Arn")}},
          {"detail", cfn::Map{{"state", cfn::Map{{"value", std::move(states)}}}}}};
}

// ---- input as JSON ------------------------------------------------------------------------------

std::string json_string(std::string_view words) {
  std::string text;
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (c == '\n') {
      text += "\\n";
    } else if (byte < 0x20) {
      text += fmt::format("\\u{:04x}", byte);
    } else {
      text += c;
    }
  }
  return text;
}

// Words and values one after the other, the words of neighbours joined.
class JsonText {
 public:
  void words(std::string_view text) {
    if (parts_.empty() || parts_.back().as<std::string>() == nullptr) parts_.emplace_back("");
    *parts_.back().as<std::string>() += text;
  }

  void write(const cfn::Value& value) {
    std::visit(Overloaded{
                   [&](const cfn::Null&) { words("null"); },
                   [&](bool truth) { words(truth ? "true" : "false"); },
                   [&](std::int64_t number) { words(std::to_string(number)); },
                   [&](double number) { words(fmt::format("{}", number)); },
                   [&](const std::string& text) { words("\"" + json_string(text) + "\""); },
                   [&](const cfn::List& list) { write_list(list); },
                   [&](const cfn::Map& map) { write_map(map); },
                   [&](const cfn::Text& text) { write_text(text); },
                   [&](const cfn::Symbol& symbol) { write_text({{symbol}}); },
                   [&](const cfn::ParameterSymbol& symbol) { write_text({{symbol}}); },
                   [&](const cfn::Intrinsic& function) { write_text({{function}}); },
               },
               value.data);
  }

  [[nodiscard]] cfn::Value take() {
    if (parts_.size() == 1 && parts_.front().as<std::string>() != nullptr) {
      return std::move(parts_.front());
    }
    return cfn::Text{std::move(parts_)};
  }

 private:
  void write_list(const cfn::List& list) {
    words("[");
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i > 0) words(",");
      write(list[i]);
    }
    words("]");
  }

  void write_map(const cfn::Map& map) {
    words("{");
    bool first = true;
    for (const auto& [key, value] : map) {
      words((first ? "\"" : ",\"") + json_string(key) + "\":");
      write(value);
      first = false;
    }
    words("}");
  }

  void write_text(const cfn::Text& text) {
    words("\"");
    for (const cfn::Value& part : text.parts) {
      if (const auto* literal = part.as<std::string>()) {
        words(json_string(*literal));
      } else {
        parts_.push_back(part);
      }
    }
    words("\"");
  }

  cfn::List parts_;
};

// ---- targets ------------------------------------------------------------------------------------

class RuleLowering {
 public:
  RuleLowering(const Component& component, Lowering& lowering)
      : component_(component),
        rule_(component.as<EventRule>()),
        layer_(event_rule_layer(component, lowering.system())),
        id_(event_rule_id(component.name)),
        lowering_(lowering) {}

  void run() {
    cfn::Map properties;
    if (!rule_.name.empty()) properties.set("Name", lowering_.text(component_, rule_.name));
    if (!rule_.description.empty()) properties.set("Description", rule_.description);
    if (const Component* alarm = alarm_of(component_, lowering_.system())) {
      properties.set("EventPattern", alarm_pattern(rule_, *alarm));
    } else if (!rule_.schedule.empty()) {
      properties.set("ScheduleExpression", rule_.schedule);
    } else {
      properties.set("EventPattern", map_from_free_form(component_, rule_.pattern, lowering_));
    }
    properties.set("State", rule_.enabled ? "ENABLED" : "DISABLED");
    add_functions();
    add_topics();
    properties.set("Targets", std::move(targets_));
    const cfn::Value shown = rule_.name.empty() ? cfn::Value(lowering_.default_name(component_))
                                                : lowering_.text(component_, rule_.name);
    properties.set("Tags", lowering_.tags(component_, rule_.options.tags, shown));
    lowering_.add(component_, layer_, id_, "AWS::Events::Rule").properties = std::move(properties);
    add_permissions();
  }

 private:
  // The component as this blueprint calls it: one of another blueprint bears that one's name.
  [[nodiscard]] std::string shown(const Component& other, std::string id) const {
    if (other.blueprint == component_.blueprint) return id;
    return upper_camel(lowering_.system().blueprint(other).name) + id;
  }

  void add_functions() {
    for (const Ref<LambdaFunction>& ref : rule_.run) {
      const Component* function = lowering_.system().target(component_, ref.target(), "functions");
      if (function == nullptr) continue;
      const std::string id = function_id(function->name);
      add_target(shown(*function, id), Lowering::symbol(*function, id, "Arn"));
    }
  }

  void add_permissions() {
    for (const Ref<LambdaFunction>& ref : rule_.run) {
      const Component* function = lowering_.system().target(component_, ref.target(), "functions");
      if (function == nullptr) continue;
      lower_permission(component_, layer_,
                       id_ + "Runs" + shown(*function, function_id(function->name)), *function,
                       "events.amazonaws.com", Lowering::symbol(component_, id_, "Arn"), lowering_);
    }
  }

  void add_topics() {
    for (const Ref<Topic>& ref : rule_.notify) {
      const Component* topic = lowering_.system().target(component_, ref.target(), "topics");
      if (topic == nullptr) continue;
      const std::string id = topic_id(topic->name);
      add_target(shown(*topic, id), Lowering::symbol(*topic, id));
    }
  }

  void add_target(const std::string& name, cfn::Value arn) {
    constexpr std::size_t longest_id = 64;
    cfn::Map target{{"Id", name.substr(0, longest_id)}, {"Arn", std::move(arn)}};
    if (!std::holds_alternative<std::monostate>(rule_.input.data)) {
      JsonText json;
      json.write(from_free_form(component_, rule_.input, lowering_));
      target.set("Input", json.take());
    }
    cfn::Map retry;
    if (rule_.give_up_after) retry.set("MaximumEventAgeInSeconds", *rule_.give_up_after);
    if (rule_.retries) retry.set("MaximumRetryAttempts", *rule_.retries);
    if (!retry.empty()) target.set("RetryPolicy", std::move(retry));
    if (rule_.dead_letters) {
      target.set("DeadLetterConfig",
                 cfn::Map{{"Arn", lowering_.late(component_, *rule_.dead_letters)}});
    }
    targets_.emplace_back(std::move(target));
  }

  const Component& component_;
  const EventRule& rule_;
  const Layer layer_;
  const std::string id_;
  Lowering& lowering_;
  cfn::List targets_;
};

}  // namespace

void EventRuleKind::lower(const Component& component, Lowering& lowering) const {
  RuleLowering(component, lowering).run();
}

}  // namespace btsinfra
