// The kind `web_acls`: AWS WAF's web access control lists.
#pragma once

#include "btsinfra/services/common.h"
#include "btsinfra/services/web_acl.h"

#include "services/kind.h"

namespace btsinfra {

class WebAclKind : public MapKind<WebAcl> {
 public:
  static constexpr std::string_view summary =
      "Web application firewalls (AWS WAF), by name: rules that requests must pass before load "
      "balancers or distributions see them.";

  [[nodiscard]] std::string_view key() const override { return "web_acls"; }
  [[nodiscard]] std::string_view noun() const override { return "web ACL"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "arn"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

// Logical id: "SiteWebAcl".
[[nodiscard]] std::string web_acl_id(std::string_view name);

// The stack it stands in: with what it stands before.
[[nodiscard]] Layer web_acl_layer(const Component& web_acl);

}  // namespace btsinfra
