// The kind `secrets`.
#pragma once

#include "btsinfra/services/secret.h"

#include "services/kind.h"

namespace btsinfra {

class SecretKind : public MapKind<Secret> {
 public:
  static constexpr std::string_view summary = "Generated secrets (AWS Secrets Manager), by name.";

  [[nodiscard]] std::string_view key() const override { return "secrets"; }
  [[nodiscard]] std::string_view noun() const override { return "secret"; }
};

}  // namespace btsinfra
