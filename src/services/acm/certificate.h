// The kind `certificates`.
#pragma once

#include "btsinfra/services/certificate.h"

#include "services/kind.h"

namespace btsinfra {

class CertificateKind : public MapKind<Certificate> {
 public:
  static constexpr std::string_view summary =
      "TLS certificates (AWS Certificate Manager), by name.";

  [[nodiscard]] std::string_view key() const override { return "certificates"; }
  [[nodiscard]] std::string_view noun() const override { return "certificate"; }
};

}  // namespace btsinfra
