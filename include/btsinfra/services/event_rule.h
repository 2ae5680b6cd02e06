// Rules that act on events: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct EventRule {
  ComponentOptions options{};

  bool operator==(const EventRule&) const = default;
};

}  // namespace btsinfra
