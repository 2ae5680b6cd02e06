// The kind `secrets`: secrets that Secrets Manager generates and keeps.
#pragma once

#include <string>

#include "btsinfra/services/secret.h"

#include "services/kind.h"

namespace btsinfra {

class SecretKind : public MapKind<Secret> {
 public:
  static constexpr std::string_view summary = "Generated secrets (AWS Secrets Manager), by name.";

  [[nodiscard]] std::string_view key() const override { return "secrets"; }
  [[nodiscard]] std::string_view noun() const override { return "secret"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "arn"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  [[nodiscard]] std::vector<Statement> access(const Component& component, AccessKind access,
                                              const ResolvedSystem& system) const override;
};

// The logical id of the secret: "TokenSecret".
[[nodiscard]] std::string secret_id(std::string_view name);

}  // namespace btsinfra
