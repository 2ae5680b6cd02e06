// What would be better in a distribution that works.
#include "btsinfra/services/distribution.h"

#include "diag/ids/security.h"
#include "services/advising.h"
#include "services/cloudfront/distribution.h"

namespace btsinfra {

void DistributionKind::advise(const Component& component, const Advising& advising) const {
  const auto& distribution = component.as<Distribution>();
  const ResolvedSystem& system = advising.system;
  // With CloudFront's own certificate the oldest TLS cannot be chosen: it is 1.0.
  if (!distribution.certificate) {
    advising.diags
        .report(ids::DefaultCertificate, system.at(component),
                "`{}` has no certificate of its own, so viewers may speak TLS 1.0 to it",
                component.label())
        .help("give it `aliases` and a `certificate` of us-east-1: viewers then need TLS 1.2");
  }
  if (distribution.web_acl.empty()) {
    advising.diags
        .report(ids::NoEdgeWebAcl, system.at(component),
                "requests from everywhere reach `{}` without any filter", component.label())
        .help("declare one of `scope: cloudfront` under `web_acls` and name it with `web_acl:`");
  }
  if (distribution.access_logs.empty()) {
    advising.diags
        .report(ids::NoAccessLogs, system.at(component), "the requests to `{}` leave no trace",
                component.label())
        .help("name a bucket with `access_logs:`");
  }
  for (const auto& [name, origin] : distribution.origins) {
    // Viewers come by HTTPS alone, or are sent there: `match` asks by HTTPS, too.
    if (origin.host.empty() || origin.protocol != OriginProtocol::Http) continue;
    const Place place = component.place / "origins" / name / "protocol";
    advising.diags
        .report(ids::PlainOrigin, system.places().value(place),
                "requests go to `{}` without TLS, though viewers came with it", name)
        .help("leave `protocol` out: CloudFront then asks by HTTPS");
  }
}

}  // namespace btsinfra
