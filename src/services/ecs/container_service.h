// The kind `containers`.
#pragma once

#include "btsinfra/services/container_service.h"

#include "services/kind.h"

namespace btsinfra {

class ContainerServiceKind : public MapKind<ContainerService> {
 public:
  static constexpr std::string_view summary = "Services of containers (Amazon ECS), by name.";

  [[nodiscard]] std::string_view key() const override { return "containers"; }
  [[nodiscard]] std::string_view noun() const override { return "container service"; }
};

}  // namespace btsinfra
