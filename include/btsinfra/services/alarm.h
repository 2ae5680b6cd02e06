// Alarms on metrics: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Alarm {
  ComponentOptions options{};

  bool operator==(const Alarm&) const = default;
};

}  // namespace btsinfra
