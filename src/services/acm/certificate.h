// The kind `certificates`: requested from AWS Certificate Manager, validated by DNS.
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
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

// "SiteCertificate"
[[nodiscard]] std::string certificate_id(std::string_view name);

}  // namespace btsinfra
