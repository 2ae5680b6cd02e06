// Alarms on metrics: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Topic;

// A number as it was written and what it is worth.
struct Threshold {
  double value = 0;
  std::string text{};

  Threshold() = default;
  // The shortest text that is this number.
  Threshold(double number);  // NOLINT: a number reads as itself

  bool operator==(const Threshold&) const = default;
};

// What periods without data mean.
enum class MissingData : std::uint8_t { Missing, Ignore, Breaching, NotBreaching };

// Exactly one of `above`, `at_least`, `below` and `at_most`, unless the metric has a usual one.
struct Alarm {
  Text name{};  // none: CloudFormation chooses
  std::string description{};
  std::optional<AnyRef> on{};  // whose metric; none: `name_space` says
  std::string metric{};        // none: the usual one of `on`
  std::string name_space{};    // none: that of `on`
  ByName<Text> dimensions{};   // beside those of `on`
  std::string statistic{};     // none: the metric's usual one
  std::optional<Threshold> above{};
  std::optional<Threshold> at_least{};
  std::optional<Threshold> below{};
  std::optional<Threshold> at_most{};
  int period = 60;                  // seconds
  int periods = 1;                  // how many are looked at
  std::optional<int> datapoints{};  // how many of them must breach; none: all
  std::optional<MissingData> missing{};
  std::vector<Ref<Topic>> notify{};
  std::vector<Ref<Topic>> notify_ok{};
  std::vector<Ref<Topic>> notify_unknown{};
  ComponentOptions options{};

  bool operator==(const Alarm&) const = default;
};

}  // namespace btsinfra
