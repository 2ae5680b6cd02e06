// Web application firewalls: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct WebAcl {
  ComponentOptions options{};

  bool operator==(const WebAcl&) const = default;
};

}  // namespace btsinfra
