// What check and lowering of an alarm both ask of its settings.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "btsinfra/services/alarm.h"

#include "services/cloudwatch/metrics.h"
#include "services/resolved.h"

namespace btsinfra {

enum class Comparison : std::uint8_t { Above, AtLeast, Below, AtMost };

struct Bound {
  Comparison comparison{};
  std::string_view field;  // "above"
  double value = 0;
};

// What is given, in the order of the fields.
[[nodiscard]] std::vector<Bound> given_bounds(const Alarm& alarm);

// Everything about the metric, once the usual values of `on` are filled in.
struct AlarmMetric {
  std::string name;                  // empty: not said
  std::string name_space;            // empty: not said
  const MetricFact* fact = nullptr;  // of a metric that is known
  const MetricHome* home = nullptr;  // where the component's dimensions are; nullptr: nowhere
  std::string statistic;             // as a blueprint writes it
  std::optional<Bound> bound;        // nothing where none or several are given
  MissingData missing = MissingData::Missing;
};
[[nodiscard]] AlarmMetric alarm_metric(const Component& alarm, const ResolvedSystem& system);

}  // namespace btsinfra
