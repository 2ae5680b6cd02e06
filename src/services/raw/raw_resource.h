// The kind `resources`: CloudFormation resources as the author wrote them.
#pragma once

#include "btsinfra/services/raw.h"

#include "services/kind.h"

namespace btsinfra {

class RawResourceKind : public MapKind<RawResource> {
 public:
  [[nodiscard]] std::string_view key() const override { return "resources"; }
  [[nodiscard]] std::string_view noun() const override { return "resource"; }
  // Any name is an attribute: what its type has is CloudFormation's to know.
  [[nodiscard]] std::optional<Attribute> attribute(const Component& component,
                                                   std::string_view name) const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "Ref"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

// Whether CloudFormation knows the two policies of the record at that place, a resource of that
// type or an override of one, and can follow them.
void check_policies(const Place& place, std::string_view type, const std::string& deletion_policy,
                    const std::string& update_replace_policy, const ResolvedSystem& system,
                    Diagnostics& diags);

}  // namespace btsinfra
