// Topics that notify people and programs: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Topic {
  ComponentOptions options{};

  bool operator==(const Topic&) const = default;
};

}  // namespace btsinfra
