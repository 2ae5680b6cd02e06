// An alarm.
//
// AWS facts this rests on:
// - An alarm watches one metric, or one expression over several; with `Metrics` the properties of a
//   single metric (Namespace, Statistic, Period …) stand inside it.
// - Statistic takes the five plain ones, ExtendedStatistic all others; in `Metrics` Stat takes
// both.
// - A change of AlarmName is a new alarm; so none is given unless the author gives one.
#include "services/cloudwatch/alarm.h"
#include "services/cloudwatch/alarm_parts.h"
#include "services/cloudwatch/metrics.h"
#include "services/cloudwatch/statistics.h"
#include "services/lowering.h"
#include "services/sns/topic.h"

namespace btsinfra {
namespace {

constexpr std::string_view operators[] = {"GreaterThanThreshold", "GreaterThanOrEqualToThreshold",
                                          "LessThanThreshold", "LessThanOrEqualToThreshold"};
constexpr std::string_view missing_words[] = {"missing", "ignore", "breaching", "notBreaching"};

bool looks_up(Comparison comparison) {
  return comparison == Comparison::Above || comparison == Comparison::AtLeast;
}

// A whole number stands without a point.
cfn::Value number(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  return static_cast<double>(whole) == value ? cfn::Value(whole) : cfn::Value(value);
}

class AlarmLowering {
 public:
  AlarmLowering(const Component& component, Lowering& lowering)
      : component_(component),
        alarm_(component.as<Alarm>()),
        metric_(alarm_metric(component, lowering.system())),
        lowering_(lowering) {}

  void run() {
    const std::optional<Statistic> statistic = parse_statistic(metric_.statistic);
    if (!statistic || !metric_.bound) return;  // reported
    cfn::Map properties;
    if (!alarm_.name.empty()) {
      properties.set("AlarmName", lowering_.text(component_, alarm_.name));
    }
    if (!alarm_.description.empty()) properties.set("AlarmDescription", alarm_.description);
    watch(*statistic, properties);
    properties.set("EvaluationPeriods", alarm_.periods);
    if (alarm_.datapoints) properties.set("DatapointsToAlarm", *alarm_.datapoints);
    properties.set("ComparisonOperator",
                   std::string(operators[static_cast<std::size_t>(metric_.bound->comparison)]));
    properties.set("Threshold", number(metric_.bound->value));
    properties.set("TreatMissingData",
                   std::string(missing_words[static_cast<std::size_t>(metric_.missing)]));
    actions("AlarmActions", alarm_.notify, properties);
    actions("OKActions", alarm_.notify_ok, properties);
    actions("InsufficientDataActions", alarm_.notify_unknown, properties);
    const cfn::Value shown = alarm_.name.empty() ? cfn::Value(lowering_.default_name(component_))
                                                 : lowering_.text(component_, alarm_.name);
    properties.set("Tags", lowering_.tags(component_, alarm_.options.tags, shown));
    lowering_
        .add(component_, alarm_layer(component_, lowering_.system()), alarm_id(component_.name),
             "AWS::CloudWatch::Alarm")
        .properties = std::move(properties);
  }

 private:
  // One set of dimensions for each instance of what is watched.
  [[nodiscard]] std::vector<cfn::List> dimensions() const {
    std::vector<cfn::List> sets;
    const Component* watched = watched_by(component_, lowering_.system());
    if (watched != nullptr && metric_.home != nullptr) {
      sets = metric_dimensions(*watched, *metric_.home, lowering_.system());
    }
    if (sets.empty()) sets.emplace_back();
    for (cfn::List& set : sets) {
      for (const auto& [name, value] : alarm_.dimensions) {
        set.emplace_back(cfn::Map{{"Name", name}, {"Value", lowering_.text(component_, value)}});
      }
    }
    return sets;
  }

  void watch(const Statistic& statistic, cfn::Map& properties) const {
    std::vector<cfn::List> sets = dimensions();
    if (sets.size() > 1) {
      properties.set("Metrics", any_of(std::move(sets), statistic));
      return;
    }
    properties.set("Namespace", metric_.name_space);
    properties.set("MetricName", metric_.name);
    if (!sets.front().empty()) properties.set("Dimensions", std::move(sets.front()));
    properties.set(statistic.extended ? "ExtendedStatistic" : "Statistic", statistic.name);
    properties.set("Period", alarm_.period);
  }

  // The worst of several: if any breaches, the alarm does.
  [[nodiscard]] cfn::List any_of(std::vector<cfn::List> sets, const Statistic& statistic) const {
    cfn::List metrics;
    const bool up = looks_up(metric_.bound->comparison);
    metrics.emplace_back(cfn::Map{{"Id", "worst"},
                                  {"Label", (up ? "Highest " : "Lowest ") + metric_.name},
                                  {"Expression", up ? "MAX(METRICS())" : "MIN(METRICS())"},
                                  {"ReturnData", true}});
    for (std::size_t i = 0; i < sets.size(); ++i) {
      metrics.emplace_back(
          cfn::Map{{"Id", "m" + std::to_string(i + 1)},
                   {"MetricStat", cfn::Map{{"Metric", cfn::Map{{"Namespace", metric_.name_space},
                                                               {"MetricName", metric_.name},
                                                               {"Dimensions", std::move(sets[i])}}},
                                           {"Period", alarm_.period},
                                           {"Stat", statistic.name}}},
                   {"ReturnData", false}});
    }
    return metrics;
  }

  void actions(const char* property, const std::vector<Ref<Topic>>& topics,
               cfn::Map& properties) const {
    if (topics.empty()) return;
    properties.set(property, topic_arns(component_, topics, lowering_.system()));
  }

  const Component& component_;
  const Alarm& alarm_;
  const AlarmMetric metric_;
  Lowering& lowering_;
};

}  // namespace

void AlarmKind::lower(const Component& component, Lowering& lowering) const {
  AlarmLowering(component, lowering).run();
}

}  // namespace btsinfra
