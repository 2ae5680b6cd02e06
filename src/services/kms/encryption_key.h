// The kind `keys`.
#pragma once

#include "btsinfra/services/encryption_key.h"

#include "services/kind.h"

namespace btsinfra {

class EncryptionKeyKind : public MapKind<EncryptionKey> {
 public:
  static constexpr std::string_view summary = "Encryption keys (AWS KMS), by name.";

  [[nodiscard]] std::string_view key() const override { return "keys"; }
  [[nodiscard]] std::string_view noun() const override { return "key"; }
};

}  // namespace btsinfra
