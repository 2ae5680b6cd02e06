// The kind `functions`.
#pragma once

#include <string>
#include <vector>

#include "btsinfra/services/common.h"
#include "btsinfra/services/function.h"

#include "services/kind.h"

namespace btsinfra {

class LambdaFunctionKind : public MapKind<LambdaFunction> {
 public:
  static constexpr std::string_view summary = "Functions (AWS Lambda), by name.";

  [[nodiscard]] std::string_view key() const override { return "functions"; }
  [[nodiscard]] std::string_view noun() const override { return "function"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "arn"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void contribute(const Component& component, Contributor& contributor) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  [[nodiscard]] std::vector<Placement> placements(const Component& component,
                                                  const ResolvedSystem& system) const override;
  // Only a function in a VPC has one.
  [[nodiscard]] std::string security_group(const Component& component) const override;
};

[[nodiscard]] std::string function_id(std::string_view name);  // "ThumbnailsFunction"

// The permission without which `source` (its ARN), of the service `principal`, cannot run the
// function: it would fail silently. A resource of `from`, which runs it.
void lower_permission(const Component& from, Layer layer, const std::string& logical_id,
                      const Component& function, std::string principal, cfn::Value source,
                      Lowering& lowering);

// Reports each function of `field` that stands in another region than who runs it.
void check_run(const Component& from, std::string_view field,
               const std::vector<Ref<LambdaFunction>>& functions, const ResolvedSystem& system,
               Diagnostics& diags);

}  // namespace btsinfra
