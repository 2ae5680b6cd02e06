// The kind `peerings`.
#pragma once

#include "btsinfra/services/peering.h"

#include "services/kind.h"

namespace btsinfra {

class PeeringKind : public MapKind<Peering> {
 public:
  static constexpr std::string_view summary =
      "Peerings with the networks of other blueprints, by name; declared by the requester alone.";

  [[nodiscard]] std::string_view key() const override { return "peerings"; }
  [[nodiscard]] std::string_view noun() const override { return "peering"; }
};

}  // namespace btsinfra
