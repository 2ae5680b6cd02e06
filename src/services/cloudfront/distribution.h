// The kind `distributions`.
#pragma once

#include "btsinfra/services/distribution.h"

#include "services/kind.h"

namespace btsinfra {

class DistributionKind : public MapKind<Distribution> {
 public:
  static constexpr std::string_view summary = "Content delivery (Amazon CloudFront), by name.";

  [[nodiscard]] std::string_view key() const override { return "distributions"; }
  [[nodiscard]] std::string_view noun() const override { return "distribution"; }
};

}  // namespace btsinfra
