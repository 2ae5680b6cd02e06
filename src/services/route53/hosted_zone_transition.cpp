// What of a zone is settled when it is made: its domain, and whether it is private. Another zone
// has other name servers and none of the records.
#include "diag/ids/dns.h"
#include "services/domain_names.h"
#include "services/resolved.h"
#include "services/route53/hosted_zone.h"

namespace btsinfra {

void HostedZoneKind::check_transition(const Component& before, const ResolvedSystem& left,
                                      const Component& after, const ResolvedSystem& entered,
                                      Diagnostics& diags) const {
  const auto& was = before.as<HostedZone>();
  const auto& is = after.as<HostedZone>();
  if (was.existing || is.existing) return;  // of one that exists nothing is made
  const auto settled = [&](std::string_view field, const std::string& makes) {
    diags
        .report(ids::ZoneReplaced, entered.at(after, field),
                "{} makes another zone of `{}`, with other name servers and no records", makes,
                after.label())
        .note(left.at(before, field), "the state before")
        .help("leave it as it was, or add another component for the other zone");
  };
  if (domain_form(was.domain) != domain_form(is.domain)) settled("domain", "another `domain`");
  if (was.is_private != is.is_private) settled("private", "another value of `private`");
}

}  // namespace btsinfra
