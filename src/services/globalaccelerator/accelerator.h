// The kind `accelerators`: fixed addresses, a listener, and a group of endpoints in each region.
#pragma once

#include "btsinfra/services/accelerator.h"

#include "services/alias_target.h"
#include "services/kind.h"

namespace btsinfra {

class AcceleratorKind : public MapKind<Accelerator>, public AliasTarget {
 public:
  static constexpr std::string_view summary =
      "Fixed addresses in front of several regions (AWS Global Accelerator), by name.";

  [[nodiscard]] std::string_view key() const override { return "accelerators"; }
  [[nodiscard]] std::string_view noun() const override { return "accelerator"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  [[nodiscard]] AliasTraits alias_traits(const Component& component) const override;
  [[nodiscard]] std::vector<ShownCertificate> shown_certificates(
      const Component& component, const ResolvedSystem& system) const override;
  [[nodiscard]] Reachability reachability(const Component& component, std::uint16_t port,
                                          const ResolvedSystem& system) const override;
};

// "MainAccelerator"
[[nodiscard]] std::string accelerator_id(std::string_view name);
// The name it bears: the one given, or one made of those of system, blueprint and component.
[[nodiscard]] std::string accelerator_name(const Component& component,
                                           const ResolvedSystem& system);

// The component that an endpoint is; nullptr for an ARN, and for what was refused.
[[nodiscard]] const Component* endpoint_component(const Component& accelerator,
                                                  const AcceleratorEndpoint& endpoint,
                                                  const ResolvedSystem& system);
// The region that an endpoint stands in: its blueprint's, or that of its ARN.
[[nodiscard]] std::optional<Region> endpoint_region(const Component& accelerator,
                                                    const AcceleratorEndpoint& endpoint,
                                                    const ResolvedSystem& system);

}  // namespace btsinfra
