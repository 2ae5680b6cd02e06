// The kind `autoscaling`: groups of equal instances that grow and shrink with load.
#pragma once

#include "btsinfra/services/compute.h"

#include "services/kind.h"

namespace btsinfra {

class AutoScalingKind : public MapKind<AutoScalingGroup> {
 public:
  static constexpr std::string_view summary =
      "Auto Scaling groups: equal instances that grow and shrink with load, by name.";

  [[nodiscard]] std::string_view key() const override { return "autoscaling"; }
  [[nodiscard]] std::string_view noun() const override { return "Auto Scaling group"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void contribute(const Component& component, Contributor& contributor) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  [[nodiscard]] std::string security_group(const Component& component) const override;
};

}  // namespace btsinfra
