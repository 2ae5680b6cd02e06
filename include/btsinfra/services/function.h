// Functions: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct LambdaFunction {
  ComponentOptions options{};

  bool operator==(const LambdaFunction&) const = default;
};

}  // namespace btsinfra
