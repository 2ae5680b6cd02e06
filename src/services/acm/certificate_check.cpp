// What Certificate Manager demands of a certificate's names. The linters take all of it.
#include <map>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/certificates.h"
#include "services/acm/certificate.h"
#include "services/acm/certificate_zones.h"
#include "services/domain_names.h"
#include "services/resolved.h"
#include "services/route53/hosted_zone.h"
#include "services/tags.h"

namespace btsinfra {
namespace {

constexpr std::size_t longest_first_name = 64;
constexpr std::size_t names_without_asking = 10;

class CertificateCheck {
 public:
  CertificateCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        certificate_(component.as<Certificate>()),
        system_(system),
        diags_(diags) {}

  void run() {
    zones();
    for (std::size_t i = 0; i < certificate_.names.size(); ++i) name(i);
    quota();
    check_tags(component_.place / "tags", certificate_.options.tags, system_, diags_);
  }

 private:
  [[nodiscard]] Span at(std::size_t name) const {
    return system_.places().value(component_.place / "names" / name);
  }

  void zones() {
    zone(certificate_.zone, component_.place / "zone");
    for (std::size_t i = 0; i < certificate_.zones.size(); ++i) {
      zone(certificate_.zones[i], component_.place / "zones" / i);
    }
  }

  void zone(const Ref<HostedZone>& named, const Place& place) {
    const Component* zone = system_.target(component_, named.target(), "hosted_zones");
    if (zone == nullptr || zone->tainted) return;
    if (!check_zone_use(component_, place, *zone, system_, diags_)) return;
    if (!zone->as<HostedZone>().is_private) return;
    diags_
        .report(ids::CertificatePrivateZone, system_.places().value(place),
                "ownership cannot be proven in `{}`, which only its networks can ask", zone->name)
        .note(system_.at(*zone, "private"), "the zone is private")
        .help("name the public zone of the domain");
  }

  void name(std::size_t index) {
    const std::string& name = certificate_.names[index];
    std::optional<std::string> fault = domain_fault(without_wildcard(name), Underscores::Refused);
    if (!fault && domain_form(without_wildcard(name)).find('.') == std::string::npos) {
      fault = "it has one part only";
    }
    if (fault) {
      const std::string proposed = proposed_domain(name);
      diags_
          .report(ids::CertificateName, at(index), "`{}` is not a name for a certificate: {}", name,
                  *fault)
          .help(proposed.find('.') == std::string::npos
                    ? "write it as `www.example.com`, or `*.example.com` for any one label"
                    : "write `" + proposed + "`; `*` stands for the whole first label only");
      return;
    }
    if (index == 0) first_name(name);
    once(index);
    within_zones(index);
  }

  void first_name(const std::string& name) {
    const std::size_t length = domain_form(name).size();
    if (length <= longest_first_name) return;
    diags_
        .report(ids::CertificateFirstName, at(0),
                "the first name has {} characters, and the certificate's own may have {}", length,
                longest_first_name)
        .help("put a shorter name first: only the others may have up to 253 characters");
  }

  void once(std::size_t index) {
    const auto [first, fresh] = seen_.emplace(domain_form(certificate_.names[index]), index);
    if (fresh) return;
    diags_
        .report(ids::CertificateNameTwice, at(index), "`{}` stands twice in the certificate",
                certificate_.names[index])
        .note(at(first->second), "it is here already")
        .help("take one of them out");
  }

  void within_zones(std::size_t index) {
    const std::string& name = certificate_.names[index];
    const std::vector<const Component*> zones = certificate_zones(component_, system_);
    for (const Component* zone : zones) {
      if (zone->tainted || domain_fault(zone->as<HostedZone>().domain, Underscores::Admitted))
        return;
    }
    if (zones.empty() || zone_of(component_, name, system_) != nullptr) return;
    diags_
        .report(ids::CertificateOutsideZone, at(index),
                "`{}` does not lie under `{}`, so its ownership cannot be proven there", name,
                domain_form(zones.front()->as<HostedZone>().domain))
        .note(system_.at(*zones.front(), "domain"), "the zone's domain")
        .help("name the zone that holds it: `zones: [" + zone_holding(name) + "]`");
  }

  [[nodiscard]] std::string zone_holding(std::string_view name) const {
    for (const Component& other : system_.components()) {
      if (other.kind->key() != "hosted_zones" || other.tainted ||
          other.blueprint != component_.blueprint || other.as<HostedZone>().is_private) {
        continue;
      }
      if (lies_under(without_wildcard(name), other.as<HostedZone>().domain)) return other.name;
    }
    return "…";
  }

  void quota() {
    if (seen_.size() <= names_without_asking) return;
    diags_
        .report(ids::CertificateNameQuota, system_.at(component_, "names"),
                "{} names, and an account may put {} in a certificate until AWS grants more",
                seen_.size(), names_without_asking)
        .help(
            "ask for a higher quota of ACM in this region, or write a wildcard instead of names "
            "that it covers");
  }

  const Component& component_;
  const Certificate& certificate_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
  std::map<std::string, std::size_t> seen_;  // where a name stood first
};

}  // namespace

void CertificateKind::check(const Component& component, const ResolvedSystem& system,
                            Diagnostics& diags) const {
  CertificateCheck(component, system, diags).run();
}

}  // namespace btsinfra
