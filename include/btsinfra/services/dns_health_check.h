// Health checks from outside: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct DnsHealthCheck {
  ComponentOptions options{};

  bool operator==(const DnsHealthCheck&) const = default;
};

}  // namespace btsinfra
