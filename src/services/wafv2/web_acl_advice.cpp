// What would be better in a web ACL that works.
#include "btsinfra/services/web_acl.h"

#include "services/advising.h"
#include "services/wafv2/web_acl.h"

namespace btsinfra {

void WebAclKind::advise(const Component& component, const Advising& advising) const {
  const std::optional<WebAclLogs>& logs = component.as<WebAcl>().logging;
  if (!logs || !logs->enabled) return;
  advise_retention(component.place / "logging" / "retention", logs->retention, advising);
}

}  // namespace btsinfra
