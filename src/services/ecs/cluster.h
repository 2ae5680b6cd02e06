// The kind `clusters`.
#pragma once

#include "btsinfra/services/cluster.h"

#include "services/kind.h"

namespace btsinfra {

class EcsClusterKind : public MapKind<EcsCluster> {
 public:
  static constexpr std::string_view summary =
      "Clusters that containers run on (Amazon ECS), by name.";

  [[nodiscard]] std::string_view key() const override { return "clusters"; }
  [[nodiscard]] std::string_view noun() const override { return "cluster"; }
};

}  // namespace btsinfra
