// What would be better in a load balancer that works.
#include "btsinfra/services/load_balancer.h"

#include "diag/ids/resilience.h"
#include "diag/ids/security.h"
#include "services/advising.h"
#include "services/elb/load_balancer.h"

namespace btsinfra {

void LoadBalancerKind::advise(const Component& component, const Advising& advising) const {
  const auto& balancer = component.as<LoadBalancer>();
  const ResolvedSystem& system = advising.system;
  const bool is_public = balancer.scheme == Scheme::InternetFacing;
  if (is_public && balancer.web_acl.empty()) {
    advising.diags
        .report(ids::NoWebAcl, system.at(component),
                "requests from the internet reach `{}` without any filter", component.label())
        .help("declare one under `web_acls` and name it with `web_acl:`");
  }
  if (is_public && balancer.plain_http && !balancer.certificate) {
    advising.diags
        .report(ids::PlainHttp, system.at(component, "plain_http"),
                "everybody on the way can read and change what `{}` sends", component.label())
        .help("give it a `certificate`, which ACM issues and renews without charge");
  }
  if (balancer.access_logs.empty()) {
    advising.diags
        .report(ids::NoAccessLogs, system.at(component), "the requests to `{}` leave no trace",
                component.label())
        .help("name a bucket of this region with `access_logs:`");
  }
  if (!balancer.deletion_protection) {
    advising.diags
        .report(ids::NoDeletionProtection, system.at(component, "deletion_protection"),
                "one command deletes `{}`, and its address with it", component.label())
        .help("leave `deletion_protection` out; whoever means to delete it takes it off first");
  }
}

}  // namespace btsinfra
