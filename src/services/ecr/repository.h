// The kind `repositories`.
#pragma once

#include "btsinfra/services/repository.h"

#include "services/kind.h"

namespace btsinfra {

class RepositoryKind : public MapKind<Repository> {
 public:
  static constexpr std::string_view summary =
      "Repositories of container images (Amazon ECR), by name.";

  [[nodiscard]] std::string_view key() const override { return "repositories"; }
  [[nodiscard]] std::string_view noun() const override { return "repository"; }
};

}  // namespace btsinfra
