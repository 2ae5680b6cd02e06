// Whether names lead to who answers to them: the certificates shown and the names known there. The
// path goes from the record over accelerators to load balancers, through whatever blueprints.
#include "btsinfra/model/blueprint.h"

#include "diag/ids/certificates.h"
#include "diag/ids/dns.h"
#include "services/acm/coverage.h"
#include "services/alias_target.h"
#include "services/route53/dns_record_parts.h"
#include "services/route53/hosted_zone.h"

namespace btsinfra {

void check_served(const Component& record, const ResolvedSystem& system, Diagnostics& diags) {
  const Component* target = target_of_record(record, system);
  const Component* zone = zone_of_record(record, system);
  const AliasTarget* aliased = target == nullptr ? nullptr : alias_target(*target);
  if (aliased == nullptr || zone == nullptr) return;

  const std::vector<ShownCertificate> shown = aliased->shown_certificates(*target, system);
  const std::vector<std::string>& names = record.as<DnsRecord>().names;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = record_name(names[i], zone->as<HostedZone>().domain);
    const Span here = system.places().value(record.place / "names" / i);
    if (!aliased->answers(*target, name)) {
      diags
          .report(ids::RecordNotAnswered, here, "`{}` leads to `{}`, which does not answer to it",
                  name, target->label())
          .note(system.at(*target, "aliases"), "the names it answers to are given here")
          .help("add `" + name + "` to its `aliases`");
      continue;  // whoever adds it there is told of a certificate that does not cover it
    }
    const std::optional<std::string> wildcard = covering_wildcard(name, system);
    for (const ShownCertificate& each : shown) {
      if (each.certificate->tainted || covers(certificate_names(*each.certificate), name)) continue;
      diags
          .report(ids::CertificateDoesNotCover, here,
                  "`{}` leads to `{}` of `{}`, whose certificate is not for that name", name,
                  each.by->label(), system.blueprint(*each.by).name)
          .note(system.at(*each.certificate, "names"), "the certificate's names")
          .help("add `" + name + "` to them" + (wildcard ? ", or `" + *wildcard + "`" : ""));
    }
  }
}

}  // namespace btsinfra
