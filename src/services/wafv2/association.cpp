// AWS facts this rests on:
// - An association joins a regional web ACL and a load balancer of one region; both of its
//   properties are create-only. Distributions name their ACL themselves: for them the association
//   must never be used.
// - A resource is behind one web ACL at most.
#include "services/wafv2/association.h"

#include "btsinfra/model/blueprint.h"

#include "diag/ids/web_acls.h"
#include "services/resolved.h"
#include "services/wafv2/web_acl.h"

namespace btsinfra {

void check_web_acl(const Component& component, const Ref<WebAcl>& web_acl,
                   const ResolvedSystem& system, Diagnostics& diags) {
  const Component* acl = system.target(component, web_acl.target(), "web_acls");
  if (acl == nullptr || acl->tainted) return;
  const Span here = system.at(component, "web_acl");
  if (acl->as<WebAcl>().scope == WebAclScope::Cloudfront) {
    diags
        .report(ids::WebAclForCloudFront, here,
                "`{}` is a web ACL for CloudFront, and a {} needs a regional one",
                web_acl.target().path, component.kind->noun())
        .note(system.at(*acl, "scope"), "its scope")
        .help(
            "make a second one without `scope: cloudfront` in this region; the rules can be the "
            "same");
    return;
  }
  const std::optional<Region>& other = system.blueprint(*acl).region;
  const Region& region = system.region(component);
  if (!other || *other == region) return;
  diags
      .report(ids::WebAclOfOtherRegion, here,
              "`{}` stands in `{}`, and a {} in `{}` needs a web ACL of its own region",
              web_acl.target().path, other->name(), component.kind->noun(), region.name())
      .note(system.at(*acl), "the web ACL")
      .help("give this blueprint a web ACL of its own; the rules can be the same");
}

void lower_web_acl_association(const Component& component, const Ref<WebAcl>& web_acl,
                               const cfn::Value& arn, Layer layer, Lowering& lowering) {
  const Component* acl = lowering.system().target(component, web_acl.target(), "web_acls");
  if (acl == nullptr) return;
  lowering
      .add(component, layer, upper_camel(component.name) + "WebAclAssociation",
           "AWS::WAFv2::WebACLAssociation")
      .properties = cfn::Map{{"ResourceArn", arn},
                             {"WebACLArn", Lowering::symbol(*acl, web_acl_id(acl->name), "Arn")}};
}

}  // namespace btsinfra
