// The kind `records`.
#pragma once

#include "btsinfra/services/dns_record.h"

#include "services/kind.h"

namespace btsinfra {

class DnsRecordKind : public MapKind<DnsRecord> {
 public:
  static constexpr std::string_view summary = "DNS records (Amazon Route 53), by name.";

  [[nodiscard]] std::string_view key() const override { return "records"; }
  [[nodiscard]] std::string_view noun() const override { return "record"; }
};

}  // namespace btsinfra
