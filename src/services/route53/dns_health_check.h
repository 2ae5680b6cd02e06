// The kind `health_checks`.
#pragma once

#include "btsinfra/services/dns_health_check.h"

#include "services/kind.h"

namespace btsinfra {

class DnsHealthCheckKind : public MapKind<DnsHealthCheck> {
 public:
  static constexpr std::string_view summary =
      "Health checks from outside (Amazon Route 53), by name.";

  [[nodiscard]] std::string_view key() const override { return "health_checks"; }
  [[nodiscard]] std::string_view noun() const override { return "health check"; }
};

}  // namespace btsinfra
