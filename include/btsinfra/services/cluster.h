// Clusters that containers run on: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct EcsCluster {
  ComponentOptions options{};

  bool operator==(const EcsCluster&) const = default;
};

}  // namespace btsinfra
