// DNS zones: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct HostedZone {
  std::string domain{};
  std::optional<Late<std::string>> existing{};  // id; none: the zone is created
  bool is_private = false;                      // answers within networks only
  std::vector<AnyRef> networks{};               // none: the blueprint's own
  std::string comment{};
  std::optional<Late<std::string>> query_logs{};  // ARN of a log group
  ComponentOptions options{};

  bool operator==(const HostedZone&) const = default;
};

}  // namespace btsinfra
