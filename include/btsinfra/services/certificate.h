// TLS certificates: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct Certificate {
  ComponentOptions options{};

  bool operator==(const Certificate&) const = default;
};

}  // namespace btsinfra
