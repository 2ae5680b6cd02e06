// The kind `health_checks`: Route 53 asks from several regions whether something answers.
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
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

// "WwwHealthCheck"
[[nodiscard]] std::string health_check_id(std::string_view name);
// The port it asks on.
[[nodiscard]] int probed_port(const DnsHealthCheck& check);

}  // namespace btsinfra
