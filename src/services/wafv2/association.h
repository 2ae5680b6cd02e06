// What stands behind a web ACL of its own region, and how it is put there.
#pragma once

#include <string>
#include <string_view>

#include "btsinfra/services/web_acl.h"

#include "services/lowering.h"

namespace btsinfra {

// `web_acl` of a load balancer: regional, and of the load balancer's region.
void check_web_acl(const Component& component, const Ref<WebAcl>& web_acl,
                   const ResolvedSystem& system, Diagnostics& diags);

// "WebWebAclAssociation" in the stack of what is protected, whose ARN `arn` is; nothing without a
// web ACL. The resource can be behind one web ACL only: the field holds one.
void lower_web_acl_association(const Component& component, const Ref<WebAcl>& web_acl,
                               const cfn::Value& arn, Layer layer, Lowering& lowering);

}  // namespace btsinfra
