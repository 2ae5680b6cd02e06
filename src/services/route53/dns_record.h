// The kind `records`: DNS records, plain ones and aliases of components.
#pragma once

#include "btsinfra/services/dns_record.h"

#include "services/kind.h"

namespace btsinfra {

class DnsRecordKind : public MapKind<DnsRecord> {
 public:
  static constexpr std::string_view summary = "DNS records (Amazon Route 53), by name.";

  [[nodiscard]] std::string_view key() const override { return "records"; }
  [[nodiscard]] std::string_view noun() const override { return "record"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
};

}  // namespace btsinfra
