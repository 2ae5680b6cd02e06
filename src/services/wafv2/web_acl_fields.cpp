#include "btsinfra/services/web_acl.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field web_acl_fields[] = {
    field<&WebAcl::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<WebAcl>() {
  static const Type type = record<WebAcl>("a web ACL", "A web ACL with its rules.", web_acl_fields);
  return type;
}

}  // namespace btsinfra::fields
