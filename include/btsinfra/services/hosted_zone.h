// DNS zones: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct HostedZone {
  ComponentOptions options{};

  bool operator==(const HostedZone&) const = default;
};

}  // namespace btsinfra
