// The kind `functions`.
#pragma once

#include "btsinfra/services/function.h"

#include "services/kind.h"

namespace btsinfra {

class LambdaFunctionKind : public MapKind<LambdaFunction> {
 public:
  static constexpr std::string_view summary = "Functions (AWS Lambda), by name.";

  [[nodiscard]] std::string_view key() const override { return "functions"; }
  [[nodiscard]] std::string_view noun() const override { return "function"; }
};

}  // namespace btsinfra
