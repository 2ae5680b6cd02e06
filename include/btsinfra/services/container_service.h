// Services of containers: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct ContainerService {
  ComponentOptions options{};

  bool operator==(const ContainerService&) const = default;
};

}  // namespace btsinfra
