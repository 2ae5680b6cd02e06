// What CloudWatch knows of components: which metrics of theirs there are, and where they are filed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/services/common.h"

#include "cfn/value.h"
#include "services/resolved.h"

namespace btsinfra {

// Under what a kind's metrics are filed.
enum class MetricSet : std::uint8_t { Own, Group, Targets };

struct MetricFact {
  std::string_view kind;
  std::string_view name;
  std::string_view statistic;  // the usual one
  MetricSet set{};
};

// The metric of that name that such components have; nullptr: none that is known.
[[nodiscard]] const MetricFact* find_metric(std::string_view kind, std::string_view name);
// All that is known, in the order of metrics.def.
[[nodiscard]] std::vector<std::string_view> metric_names(std::string_view kind);
// The kinds that have metrics.
[[nodiscard]] std::vector<std::string_view> watched_kinds();

// Where a set of a kind's metrics is filed; `metric_home` gives nullptr where there are none.
struct MetricHome {
  std::string_view kind{};
  MetricSet set{};
  std::string_view name_space{};
  std::string_view region{};     // where global services report; empty: where the component is
  Layer layer = Layer::App;      // the earliest in which an alarm on it can stand
  std::string_view dimension{};  // a dimension ...
  std::string_view attribute{};  // ... and the attribute of the component that is its value; empty:
                                 // one for each instance
  std::string_view more{};       // another dimension; empty: none
  cfn::Value (*more_value)(const Component& component, const ResolvedSystem& system) = nullptr;
};
[[nodiscard]] const MetricHome* metric_home(std::string_view kind, MetricSet set);

// The metric that alarms on such components mean unless told otherwise, with its threshold.
struct UsualAlarm {
  std::string_view kind;
  std::string_view metric;
  double below = 0;
};
[[nodiscard]] const UsualAlarm* usual_alarm(std::string_view kind);

// The component's dimensions, one set for each of its instances: [{Name, Value}, …].
[[nodiscard]] std::vector<cfn::List> metric_dimensions(const Component& component,
                                                       const MetricHome& home,
                                                       const ResolvedSystem& system);

}  // namespace btsinfra
