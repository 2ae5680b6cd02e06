// The kind `containers`: services of containers with their task definitions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "btsinfra/services/container_service.h"

#include "services/kind.h"

namespace btsinfra {

class ContainerServiceKind : public MapKind<ContainerService> {
 public:
  static constexpr std::string_view summary = "Services of containers (Amazon ECS), by name.";

  [[nodiscard]] std::string_view key() const override { return "containers"; }
  [[nodiscard]] std::string_view noun() const override { return "container service"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::optional<Attribute> attribute(const Component& component,
                                                   std::string_view name) const override;
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void check_transition(const Component& before, const ResolvedSystem& left, const Component& after,
                        const ResolvedSystem& entered, Diagnostics& diags) const override;
  void contribute(const Component& component, Contributor& contributor) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  [[nodiscard]] std::vector<Placement> placements(const Component& component,
                                                  const ResolvedSystem& system) const override;
  [[nodiscard]] std::string security_group(const Component& component) const override;
  [[nodiscard]] std::vector<const Component*> group_owners(
      const Component& component, const ResolvedSystem& system) const override;
};

}  // namespace btsinfra
