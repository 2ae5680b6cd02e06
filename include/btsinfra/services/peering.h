// Peerings: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Peering {
  ComponentOptions options{};

  bool operator==(const Peering&) const = default;
};

}  // namespace btsinfra
