// Fixed addresses in front of several regions: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Accelerator {
  ComponentOptions options{};

  bool operator==(const Accelerator&) const = default;
};

}  // namespace btsinfra
