#include "services/cloudwatch/alarm_parts.h"

#include "services/cloudwatch/alarm.h"
#include "services/kind.h"

namespace btsinfra {

std::vector<Bound> given_bounds(const Alarm& alarm) {
  std::vector<Bound> bounds;
  const auto add = [&](const std::optional<Threshold>& given, Comparison comparison,
                       std::string_view field) {
    if (given) bounds.push_back({comparison, field, given->value});
  };
  add(alarm.above, Comparison::Above, "above");
  add(alarm.at_least, Comparison::AtLeast, "at_least");
  add(alarm.below, Comparison::Below, "below");
  add(alarm.at_most, Comparison::AtMost, "at_most");
  return bounds;
}

AlarmMetric alarm_metric(const Component& alarm, const ResolvedSystem& system) {
  const auto& settings = alarm.as<Alarm>();
  AlarmMetric metric;
  metric.name = settings.metric;
  metric.name_space = settings.name_space;
  const Component* watched = watched_by(alarm, system);
  const UsualAlarm* usual = nullptr;
  if (watched != nullptr) {
    const std::string_view kind = watched->kind->key();
    usual = usual_alarm(kind);
    if (usual != nullptr && metric.name.empty()) metric.name = usual->metric;
    // A program's own metric is filed under what the component's own are.
    if (metric.name_space.empty()) metric.fact = find_metric(kind, metric.name);
    metric.home = metric_home(kind, metric.fact == nullptr ? MetricSet::Own : metric.fact->set);
    if (metric.home != nullptr && metric.name_space.empty()) {
      metric.name_space = metric.home->name_space;
    }
  }
  const bool is_usual = usual != nullptr && metric.name == usual->metric;
  metric.statistic = settings.statistic;
  if (metric.statistic.empty()) {
    metric.statistic = metric.fact == nullptr ? "average" : metric.fact->statistic;
  }
  const std::vector<Bound> bounds = given_bounds(settings);
  if (bounds.size() == 1) metric.bound = bounds.front();
  if (bounds.empty() && is_usual) metric.bound = Bound{Comparison::Below, "below", usual->below};
  metric.missing =
      settings.missing.value_or(is_usual ? MissingData::Breaching : MissingData::Missing);
  return metric;
}

}  // namespace btsinfra
