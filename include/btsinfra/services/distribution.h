// Content delivery: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Distribution {
  ComponentOptions options{};

  bool operator==(const Distribution&) const = default;
};

}  // namespace btsinfra
