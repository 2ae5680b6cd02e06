// DNS records: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct DnsRecord {
  ComponentOptions options{};

  bool operator==(const DnsRecord&) const = default;
};

}  // namespace btsinfra
