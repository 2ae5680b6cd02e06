// The kind `network`: VPC, internet gateway, NAT, gateway endpoints, flow logs.
#pragma once

#include "services/kind.h"

namespace btsinfra {

class NetworkKind : public Kind {
 public:
  [[nodiscard]] std::string_view key() const override { return "network"; }
  [[nodiscard]] std::string_view noun() const override { return "network"; }
  void each(const Blueprint& blueprint,
            FunctionRef<void(const std::string&, const void*)> visit) const override;
  [[nodiscard]] const fields::Type& type() const override;
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void check_transition(const Component& before, const ResolvedSystem& left, const Component& after,
                        const ResolvedSystem& entered, Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

}  // namespace btsinfra
