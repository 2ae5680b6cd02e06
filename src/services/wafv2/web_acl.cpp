// What a web ACL is to others.
//
// AWS facts this rests on:
// - Ref gives `name|id|scope`, which nothing takes; what refers to an ACL wants its ARN.
#include "services/wafv2/web_acl.h"

#include "services/lowering.h"

namespace btsinfra {

std::string web_acl_id(std::string_view name) { return upper_camel(name) + "WebAcl"; }

Layer web_acl_layer(const Component& web_acl) {
  const auto& settings = web_acl.as<WebAcl>();
  return settings.options.stack.value_or(settings.scope == WebAclScope::Cloudfront ? Layer::Cdn
                                                                                   : Layer::App);
}

std::span<const Attribute> WebAclKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn},
      {.name = "id", .doc = "Its id."},
      {.name = "capacity",
       .doc = "The capacity that its rules take, in WCU.",
       .type = fields::ValueType::Integer},
  };
  return known;
}

cfn::Value WebAclKind::value(const Component& component, std::string_view attribute,
                             const ResolvedSystem& /*system*/) const {
  const std::string_view property = attribute == "id"         ? "Id"
                                    : attribute == "capacity" ? "Capacity"
                                                              : "Arn";
  return Lowering::symbol(component, web_acl_id(component.name), property);
}

}  // namespace btsinfra
