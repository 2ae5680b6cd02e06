// What CloudFront demands of a distribution towards viewers: names, certificate, web ACL, logs,
// countries. Origins and behaviors have files of their own.
//
// AWS facts this rests on:
// - The certificate must be one of ACM in us-east-1 and cover every alias; no alias goes without
//   certificate. An alias belongs to one distribution in the whole world.
// - A web ACL of scope REGIONAL passes every schema as WebACLId and fails at deployment.
#include <algorithm>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/bucket.h"
#include "btsinfra/services/certificate.h"
#include "btsinfra/services/distribution.h"
#include "btsinfra/services/dns_record.h"
#include "btsinfra/services/hosted_zone.h"
#include "btsinfra/services/web_acl.h"

#include "diag/ids/distributions.h"
#include "services/acm/coverage.h"
#include "services/cloudfront/distribution.h"
#include "services/cloudfront/distribution_parts.h"
#include "services/countries.h"
#include "services/domain_names.h"
#include "services/kind.h"
#include "services/resolved.h"
#include "services/route53/dns_record_parts.h"
#include "services/tags.h"
#include "support/arn.h"

namespace btsinfra {
namespace {

constexpr std::string_view home_region = "us-east-1";

class DistributionCheck {
 public:
  DistributionCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        settings_(component.as<Distribution>()),
        system_(system),
        diags_(diags) {}

  void run() {
    for (std::size_t i = 0; i < settings_.aliases.size(); ++i) alias(i);
    certificate();
    web_acl();
    root();
    countries();
    access_logs();
    check_tags(component_.place / "tags", settings_.options.tags, system_, diags_);
  }

 private:
  [[nodiscard]] Span value(const Place& place) const { return system_.places().value(place); }
  [[nodiscard]] Place alias_place(std::size_t index) const {
    return component_.place / "aliases" / index;
  }

  // ---- names ------------------------------------------------------------------------------------

  void alias(std::size_t index) {
    const std::string* name = settings_.aliases[index].literal();
    if (name == nullptr) return;
    const std::optional<std::string> fault =
        domain_fault(without_wildcard(*name), Underscores::Refused);
    const std::string form = domain_form(*name);
    if (fault || form != *name) {
      const std::string proposed = fault ? proposed_domain(*name) : form;
      diags_
          .report(ids::AliasName, value(alias_place(index)), "`{}` cannot be an alias: {}", *name,
                  fault ? *fault : "aliases are written in lower case, without a dot at the end")
          .help(proposed.empty() ? "write a host's name, as `media.example.com`"
                                 : "write `" + proposed + "`");
      return;
    }
    taken(index, *name);
    led_elsewhere(index, *name);
  }

  // In DNS a name without a record of its own is answered by the wildcard one label above it.
  void led_elsewhere(std::size_t index, const std::string& name) {
    const std::size_t dot = name.find('.');
    if (name.front() == '*' || dot == std::string::npos) return;
    const std::string wildcard = "*" + name.substr(dot);
    const Component* elsewhere = nullptr;
    std::size_t at = 0;
    for (const Component& record : system_.components()) {
      if (record.kind->key() != "records" || system_.lost(record.blueprint)) continue;
      const Component* zone = zone_of_record(record, system_);
      if (record.tainted || zone == nullptr || zone->tainted) continue;
      const std::vector<std::string>& names = record.as<DnsRecord>().names;
      for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string whole = record_name(names[i], zone->as<HostedZone>().domain);
        if (whole == name) return;
        const Component* target = target_of_record(record, system_);
        if (whole != wildcard || (target != nullptr && target->id == component_.id)) continue;
        elsewhere = &record;
        at = i;
      }
    }
    if (elsewhere == nullptr) return;
    diags_
        .report(ids::AliasLedElsewhere, value(alias_place(index)),
                "`{}` has no record of its own, and `{}` leads it elsewhere", name, wildcard)
        .note(value(elsewhere->place / "names" / at), "by this record")
        .help("add a record of that name with `alias: distributions." + component_.name + "`");
  }

  void taken(std::size_t index, const std::string& name) {
    for (std::size_t before = 0; before < index; ++before) {
      if (same(settings_.aliases[before], name)) {
        report_taken(index, name, component_, before);
        return;
      }
    }
    for (const Component& other : system_.components()) {
      if (other.id >= component_.id) return;
      if (other.kind != component_.kind) continue;
      const std::vector<Text>& aliases = other.as<Distribution>().aliases;
      for (std::size_t i = 0; i < aliases.size(); ++i) {
        if (same(aliases[i], name)) {
          report_taken(index, name, other, i);
          return;
        }
      }
    }
  }

  static bool same(const Text& alias, const std::string& name) {
    const std::string* words = alias.literal();
    return words != nullptr && domain_form(*words) == name;
  }

  void report_taken(std::size_t index, const std::string& name, const Component& owner,
                    std::size_t owner_index) {
    diags_
        .report(ids::AliasTaken, value(alias_place(index)),
                "`{}` is an alias of `{}` already, and CloudFront gives a name to one distribution "
                "in the whole world",
                name, owner.label())
        .note(value(owner.place / "aliases" / owner_index), "first here")
        .help("take it out of one of the two");
  }

  // ---- certificate ------------------------------------------------------------------------------

  void certificate() {
    if (!settings_.certificate) {
      if (settings_.aliases.empty()) return;
      diags_
          .report(ids::AliasWithoutCertificate, system_.places().key(component_.place / "aliases"),
                  "distribution `{}` has aliases, and no certificate for them", component_.name)
          .help(
              "add `certificate:` with one of us-east-1, as in `certificate: ${{ "
              "certificates.site.arn }}`");
      return;
    }
    if (settings_.aliases.empty()) {
      diags_
          .report(ids::CertificateWithoutAlias, system_.at(component_, "certificate"),
                  "distribution `{}` has a certificate, and no alias to show it for",
                  component_.name)
          .help(
              "add `aliases:`, or leave the certificate out: CloudFront has its own for its own "
              "names");
    }
    if (const std::string* arn = settings_.certificate->literal()) {
      literal_certificate(*arn);
    } else if (const Component* named =
                   certificate_of(component_, *settings_.certificate, system_)) {
      known_certificate(*named);
    }
  }

  void literal_certificate(const std::string& text) {
    const std::optional<Arn> arn = parse_arn(text);
    constexpr std::string_view resource = "certificate/";
    const std::string form = "such an ARN reads arn:aws:acm:us-east-1:<account>:certificate/<id>";
    if (!arn || arn->service != "acm" || arn->account.empty() ||
        !arn->resource.starts_with(resource) || arn->resource.size() == resource.size()) {
      diags_
          .report(ids::DistributionCertificate, system_.at(component_, "certificate"),
                  "`{}` is not the ARN of an ACM certificate", text)
          .help(form);
      return;
    }
    if (arn->region == home_region) return;
    diags_
        .report(ids::DistributionCertificateRegion, system_.at(component_, "certificate"),
                "the certificate is of `{}`, and CloudFront takes certificates of `{}` only",
                arn->region, home_region)
        .help("request one for the same names in us-east-1; " + form);
  }

  void known_certificate(const Component& named) {
    const std::optional<Region>& region = system_.blueprint(named).region;
    if (region && region->name() != home_region) {
      diags_
          .report(ids::DistributionCertificateRegion, system_.at(component_, "certificate"),
                  "`{}` is a certificate of `{}`, and CloudFront takes certificates of `{}` only",
                  named.label(), region->name(), home_region)
          .note(system_.at(named), "the certificate")
          .help("request one for the same names in a blueprint of us-east-1");
      return;
    }
    if (named.tainted) return;
    if (named.as<Certificate>().key_algorithm == KeyAlgorithm::EcP384) {
      diags_
          .report(ids::DistributionKey, system_.at(component_, "certificate"),
                  "`{}` has a key on the curve P-384, which CloudFront does not take",
                  named.label())
          .note(system_.at(named, "key_algorithm"), "its key is chosen here")
          .help("write `key_algorithm: ec-p256`, or leave it out for RSA with 2048 bits");
    }
    const std::span<const std::string> names = certificate_names(named);
    for (std::size_t i = 0; i < settings_.aliases.size(); ++i) {
      const std::string* alias = settings_.aliases[i].literal();
      if (alias == nullptr || covers(names, *alias)) continue;
      const std::optional<std::string> wildcard = covering_wildcard(*alias, system_);
      diags_
          .report(ids::AliasNotCovered, value(alias_place(i)),
                  "`{}` is not covered by the certificate `{}`", *alias, named.label())
          .note(value(named.place / "names"), "its names")
          .help("add `" + *alias + "` to the certificate's names" +
                (wildcard ? ", or `" + *wildcard + "`" : "") +
                "; a new list of names makes a new certificate");
    }
  }

  // ---- the rest ---------------------------------------------------------------------------------

  void web_acl() {
    const Component* acl = system_.target(component_, settings_.web_acl.target(), "web_acls");
    if (acl == nullptr || acl->tainted) return;
    if (acl->as<WebAcl>().scope == WebAclScope::Cloudfront) return;
    diags_
        .report(ids::DistributionWebAcl, system_.at(component_, "web_acl"),
                "`{}` is a regional web ACL, and a distribution needs one for CloudFront",
                settings_.web_acl.target().path)
        .note(system_.at(*acl), "the web ACL")
        .help(
            "make a second one with `scope: cloudfront` in a blueprint of us-east-1; the rules "
            "can be the same");
  }

  void root() {
    if (!settings_.root.starts_with('/')) return;
    const std::string key =
        settings_.root.substr(settings_.root.find_first_not_of('/') == std::string::npos
                                  ? settings_.root.size()
                                  : settings_.root.find_first_not_of('/'));
    diags_
        .report(ids::RootObject, system_.at(component_, "root"),
                "`{}` is no key: the root object is named without a slash before it",
                settings_.root)
        .help("write `" + (key.empty() ? "index.html" : key) + "`");
  }

  void countries() {
    if (!settings_.countries) return;
    const Place place = component_.place / "countries";
    const Countries& lists = *settings_.countries;
    if (lists.only.empty() == lists.except.empty()) {
      diags_
          .report(ids::CountryCode, system_.places().key(place), "{}",
                  lists.only.empty() ? "no country is named"
                                     : "countries are named that alone are served, and others that "
                                       "are not")
          .help("write either `only` or `except`");
    }
    country_list(lists.only, place / "only");
    country_list(lists.except, place / "except");
  }

  void country_list(const std::vector<std::string>& codes, const Place& place) {
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (is_country_code(codes[i])) continue;
      diags_
          .report(ids::CountryCode, value(place / i), "`{}` is not the code of a country", codes[i])
          .help("write the two capital letters of ISO 3166, as `KR` or `US`");
    }
  }

  void access_logs() {
    const Component* bucket = system_.target(component_, settings_.access_logs.target(), "buckets");
    if (bucket == nullptr || bucket->tainted) return;
    const Span here = system_.at(component_, "access_logs");
    const Region& region = system_.region(component_);
    if (region.name() != home_region) {
      diags_
          .report(ids::DistributionLogsRegion, here,
                  "access logs of distributions can be set up from `{}` only, and this blueprint "
                  "stands in `{}`",
                  home_region, region.name())
          .note(value(Place{component_.blueprint, Path({"region"})}), "the blueprint's region")
          .help(
              "move the distribution to a blueprint of us-east-1; its buckets may stay where "
              "they are");
    }
    if (bucket->as<Bucket>().key) {
      diags_
          .report(ids::DistributionLogBucket, here,
                  "access logs cannot be delivered to `{}`, which encrypts with a key of KMS",
                  settings_.access_logs.target().path)
          .note(system_.at(*bucket, "key"), "the bucket's key")
          .help("name a bucket without `key`");
    }
    const std::string& prefix = settings_.access_logs_prefix;
    if (prefix.starts_with('/') || prefix.ends_with('/')) {
      diags_
          .report(ids::DistributionLogBucket, system_.at(component_, "access_logs_prefix"),
                  "access logs cannot begin at `{}`, with a slash at the end", prefix)
          .help("write a path as `media` or `logs/media`, or leave it out for `distributions/" +
                component_.name + "`");
    }
    published(*bucket, here);
  }

  // Logs name who asked for what.
  void published(const Component& bucket, const Span& here) {
    for (const PublishedBucket& published : published_buckets(component_, system_)) {
      if (published.bucket != &bucket) continue;
      diags_
          .report(ids::DistributionLogBucket, here,
                  "access logs in `{}` would be published: the distribution serves that bucket",
                  bucket.name)
          .note(value(published.place), "served here")
          .help("name another bucket");
    }
  }

  const Component& component_;
  const Distribution& settings_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void DistributionKind::check(const Component& component, const ResolvedSystem& system,
                             Diagnostics& diags) const {
  DistributionCheck(component, system, diags).run();
  check_origins(component, system, diags);
  check_behaviors(component, system, diags);
}

}  // namespace btsinfra
