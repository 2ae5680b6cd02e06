// The kind `keys`: KMS keys of the blueprint's own, each with an alias.
#pragma once

#include <string>

#include "btsinfra/services/encryption_key.h"

#include "services/kind.h"

namespace btsinfra {

class EncryptionKeyKind : public MapKind<EncryptionKey> {
 public:
  static constexpr std::string_view summary = "Encryption keys (AWS KMS), by name.";

  [[nodiscard]] std::string_view key() const override { return "keys"; }
  [[nodiscard]] std::string_view noun() const override { return "key"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "arn"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

// The logical id of the key: "DatabaseKey".
[[nodiscard]] std::string encryption_key_id(std::string_view name);

}  // namespace btsinfra
