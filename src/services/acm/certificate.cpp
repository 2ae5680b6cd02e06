// The certificate.
//
// AWS facts this rests on:
// - Everything but tags and the transparency preference is create-only: other names are another
//   certificate, requested before the old one goes.
// - Without ValidationMethod DNS the proof is asked for by mail. CloudFormation writes the
//   validation records only with the id of each name's zone, and only if one of the options bears
//   the certificate's own name.
// - A name and its wildcard are proven by one record. Options for both write it twice, which fails.
// - All certificates of one account for a name are proven by that same record. It goes with the
//   certificate that wrote it, and the others can no longer renew; so certificates are kept.
// - The stack waits until the certificate is issued: forever, where the zone is not delegated.
#include "services/acm/certificate.h"

#include <algorithm>
#include <set>

#include "services/acm/certificate_zones.h"
#include "services/domain_names.h"
#include "services/lowering.h"
#include "services/route53/hosted_zone.h"

namespace btsinfra {
namespace {

constexpr std::string_view algorithms[] = {"RSA_2048", "EC_prime256v1", "EC_secp384r1"};

// Each name once, as DNS compares them.
std::vector<std::string> distinct_names(const Certificate& certificate) {
  std::vector<std::string> names;
  for (const std::string& written : certificate.names) {
    std::string name = domain_form(written);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(std::move(name));
    }
  }
  return names;
}

// An option for the first name of each base: a name and its wildcard share one record.
cfn::List validation(const Component& component, const std::vector<std::string>& names,
                     const ResolvedSystem& system) {
  std::set<std::string, std::less<>> proven;
  cfn::List options;
  for (const std::string& name : names) {
    if (!proven.emplace(without_wildcard(name)).second) continue;
    const Component* zone = zone_of(component, name, system);
    if (zone == nullptr) continue;
    options.emplace_back(
        cfn::Map{{"DomainName", name}, {"HostedZoneId", zone->kind->value(*zone, "id", system)}});
  }
  return options;
}

}  // namespace

std::string certificate_id(std::string_view name) { return upper_camel(name) + "Certificate"; }

std::span<const Attribute> CertificateKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "arn",
       .doc = "Its ARN, for load balancers of the same region and, in us-east-1, distributions.",
       .type = fields::ValueType::Arn,
       .meaning = fields::Meaning::Certificate},
  };
  return known;
}

cfn::Value CertificateKind::value(const Component& component, std::string_view /*attribute*/,
                                  const ResolvedSystem& /*system*/) const {
  return Lowering::symbol(component, certificate_id(component.name));
}

void CertificateKind::lower(const Component& component, Lowering& lowering) const {
  const auto& certificate = component.as<Certificate>();
  const Layer layer = certificate.options.stack.value_or(Layer::Certificates);
  const std::vector<std::string> names = distinct_names(certificate);

  cfn::Map properties{{"DomainName", names.front()}};
  if (names.size() > 1) {
    properties.set("SubjectAlternativeNames", cfn::List(names.begin() + 1, names.end()));
  }
  properties.set("ValidationMethod", "DNS")
      .set("DomainValidationOptions", validation(component, names, lowering.system()))
      .set("KeyAlgorithm", algorithms[static_cast<std::size_t>(certificate.key_algorithm)])
      .set("CertificateTransparencyLoggingPreference",
           certificate.transparency ? "ENABLED" : "DISABLED")
      .set("Tags",
           lowering.tags(component, certificate.options.tags, lowering.default_name(component)));
  cfn::Resource& resource = lowering.add(component, layer, certificate_id(component.name),
                                         "AWS::CertificateManager::Certificate");
  resource.properties = std::move(properties);
  resource.deletion_policy = "RetainExceptOnCreate";
  resource.update_replace_policy = "Retain";
  for (const Component* zone : certificate_zones(component, lowering.system())) {
    gate_delegation(component, layer, *zone, lowering);
  }
}

}  // namespace btsinfra
