// Repositories of container images: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Repository {
  ComponentOptions options{};

  bool operator==(const Repository&) const = default;
};

}  // namespace btsinfra
