// The kind `web_acls`.
#pragma once

#include "btsinfra/services/web_acl.h"

#include "services/kind.h"

namespace btsinfra {

class WebAclKind : public MapKind<WebAcl> {
 public:
  static constexpr std::string_view summary = "Web application firewalls (AWS WAF), by name.";

  [[nodiscard]] std::string_view key() const override { return "web_acls"; }
  [[nodiscard]] std::string_view noun() const override { return "web ACL"; }
};

}  // namespace btsinfra
