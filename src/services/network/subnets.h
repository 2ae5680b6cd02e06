// The kind `subnets`: the tiers of a network, each one subnet in every zone. Their records stand
// inside `network`, but other components name them like components of their own.
#pragma once

#include "btsinfra/services/network.h"

#include "services/kind.h"

namespace btsinfra {

class SubnetKind : public Kind {
 public:
  [[nodiscard]] std::string_view key() const override { return "subnets"; }
  [[nodiscard]] std::string_view noun() const override { return "subnet tier"; }
  void each(const Blueprint& blueprint,
            FunctionRef<void(const std::string&, const void*)> visit) const override;
  [[nodiscard]] Path path(std::string_view name) const override;
  [[nodiscard]] const fields::Type& type() const override;
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  // Nothing of another network can be placed in them.
  [[nodiscard]] bool shared() const override { return false; }
  void check_transition(const Component& before, const ResolvedSystem& left, const Component& after,
                        const ResolvedSystem& entered, Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

// The logical id of a tier's subnet in a zone: "PrivateSubnetA".
[[nodiscard]] std::string subnet_id(std::string_view tier, std::string_view zone);
// The logical id of the route table that this subnet uses: one for a whole public or isolated tier,
// one per zone for a private tier.
[[nodiscard]] std::string route_table_id(const SubnetTier& tier, std::string_view name,
                                         std::string_view zone);

}  // namespace btsinfra
