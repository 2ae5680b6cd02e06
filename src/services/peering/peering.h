// The kind `peerings`: VPC peering connections with the routes of both sides.
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
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "id"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

}  // namespace btsinfra
