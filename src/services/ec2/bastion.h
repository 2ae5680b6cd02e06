// The kind `bastions`: instances in public subnets to log in through.
#pragma once

#include <string>
#include <vector>

#include "btsinfra/services/compute.h"

#include "services/kind.h"

namespace btsinfra {

class BastionKind : public MapKind<Bastion> {
 public:
  static constexpr std::string_view summary =
      "Instances to log in through, one in each subnet of a public tier, by name.";

  [[nodiscard]] std::string_view key() const override { return "bastions"; }
  [[nodiscard]] std::string_view noun() const override { return "bastion"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::optional<Attribute> attribute(const Component& component,
                                                   std::string_view name) const override;
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void contribute(const Component& component, Contributor& contributor) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  [[nodiscard]] std::string security_group(const Component& component) const override;
};

// The logical ids of its instances, in the order of the network's zones: "MainBastionA".
[[nodiscard]] std::vector<std::string> bastion_instances(const Component& bastion,
                                                         const ResolvedSystem& system);

}  // namespace btsinfra
