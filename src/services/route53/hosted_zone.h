// The kind `hosted_zones`.
#pragma once

#include "btsinfra/services/hosted_zone.h"

#include "services/kind.h"

namespace btsinfra {

class HostedZoneKind : public MapKind<HostedZone> {
 public:
  static constexpr std::string_view summary = "DNS zones (Amazon Route 53), by name.";

  [[nodiscard]] std::string_view key() const override { return "hosted_zones"; }
  [[nodiscard]] std::string_view noun() const override { return "hosted zone"; }
};

}  // namespace btsinfra
