// The kind `parameters`: values that a deployment chooses, declared in every stack that uses them.
#pragma once

#include "btsinfra/services/parameters.h"

#include "services/kind.h"

namespace btsinfra {

class ParameterKind : public MapKind<Parameter> {
 public:
  [[nodiscard]] std::string_view key() const override { return "parameters"; }
  [[nodiscard]] std::string_view noun() const override { return "parameter"; }
  [[nodiscard]] std::optional<Attribute> attribute(const Component& component,
                                                   std::string_view name) const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "value"; }
  // A parameter belongs to the stacks of its own blueprint.
  [[nodiscard]] bool shared() const override { return false; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  [[nodiscard]] std::vector<std::string> possible_values(const Component& component) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

}  // namespace btsinfra
