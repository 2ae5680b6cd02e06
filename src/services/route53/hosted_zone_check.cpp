// What Route 53 demands of zones, and what a zone that exists already cannot be told.
#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/dns.h"
#include "services/domain_names.h"
#include "services/resolved.h"
#include "services/route53/hosted_zone.h"
#include "services/tags.h"
#include "support/arn.h"

namespace btsinfra {
namespace {

constexpr std::string_view id_prefix = "/hostedzone/";
constexpr std::size_t longest_id = 32;
// Route 53 writes query logs to this region alone.
constexpr std::string_view log_region = "us-east-1";

bool is_zone_id(std::string_view id) {
  return id.size() > 1 && id.size() <= longest_id && id.front() == 'Z' &&
         std::all_of(id.begin(), id.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

class HostedZoneCheck {
 public:
  HostedZoneCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component), zone_(component.as<HostedZone>()), system_(system), diags_(diags) {}

  void run() {
    domain();
    if (zone_.existing) {
      id();
      nothing_else();
    } else {
      twice();
      networks();
      query_logs();
    }
    check_tags(component_.place / "tags", zone_.options.tags, system_, diags_);
  }

 private:
  void domain() {
    std::optional<std::string> fault = domain_fault(zone_.domain, Underscores::Admitted);
    if (!fault && !zone_.is_private && domain_form(zone_.domain).find('.') == std::string::npos) {
      fault = "a domain of one word is a top level domain, which nobody is given";
    }
    if (!fault) return;
    const std::string proposed = proposed_domain(zone_.domain);
    diags_
        .report(ids::ZoneDomain, system_.at(component_, "domain"), "`{}` is not a domain: {}",
                zone_.domain, *fault)
        .help(proposed.find('.') == std::string::npos ? "write it as `example.com`"
                                                      : "write `" + proposed + "`");
  }

  void id() {
    const Span here = system_.at(component_, "existing");
    if (const Reference* reference = zone_.existing->reference()) {
      const Component* named = system_.target(component_, *reference);
      if (named == nullptr || named->kind->key() != "hosted_zones") return;
      diags_.report(ids::ZoneId, here, "`{}` is a zone of the system already", named->label())
          .note(system_.at(*named), "it is declared here")
          .help("take this one out, and name the other where the zone is wanted: `zone: " +
                without_attribute(reference->path) + "`");
      return;
    }
    std::string_view text = *zone_.existing->literal();
    if (is_zone_id(text)) return;
    const bool prefixed = text.starts_with(id_prefix);
    if (prefixed) text.remove_prefix(id_prefix.size());
    diags_
        .report(ids::ZoneId, here, "`{}` is not the id of a hosted zone",
                *zone_.existing->literal())
        .help(prefixed && is_zone_id(text)
                  ? "write `" + std::string(text) + "`, without what stands before it"
                  : "such an id reads Z0123456789ABC; `aws route53 list-hosted-zones` shows it");
  }

  static std::string without_attribute(const std::string& path) {
    return path.substr(0, path.rfind('.'));
  }

  void nothing_else() {
    const std::pair<std::string_view, bool> given[] = {
        {"networks", !zone_.networks.empty()},        {"comment", !zone_.comment.empty()},
        {"query_logs", zone_.query_logs.has_value()}, {"tags", !zone_.options.tags.empty()},
        {"stack", zone_.options.stack.has_value()},
    };
    for (const auto& [field, is_given] : given) {
      if (!is_given) continue;
      diags_
          .report(ids::ExistingZoneSettings, system_.at(component_, field),
                  "`{}` would change a zone that exists already, and such a zone is left as it is",
                  field)
          .note(system_.at(component_, "existing"), "it exists because of this")
          .help("take one of the two out");
    }
  }

  // Of two public zones of one domain the world asks the one that is delegated.
  void twice() {
    if (zone_.is_private) return;
    for (const Component& other : system_.components()) {
      if (other.kind != component_.kind || other.id == component_.id || other.tainted ||
          system_.lost(other.blueprint)) {
        continue;
      }
      const auto& zone = other.as<HostedZone>();
      // Two that are created are reported once, at the later one.
      if (zone.is_private || (!zone.existing && other.id > component_.id) ||
          domain_form(zone.domain) != domain_form(zone_.domain)) {
        continue;
      }
      diags_
          .report(ids::ZoneTwice, system_.at(component_, "domain"),
                  "a second public zone for `{}`: only one of them is asked by the world",
                  domain_form(zone_.domain))
          .note(system_.at(other, "domain"),
                zone.existing ? "this one exists already" : "the other one")
          .help("create it once, and name it from everywhere: `zone: " +
                system_.blueprint(other).name + "." + other.label() + "`");
      return;
    }
  }

  void networks() {
    if (!zone_.is_private) {
      if (zone_.networks.empty()) return;
      diags_
          .report(ids::ZoneNetworks, system_.at(component_, "networks"),
                  "`{}` is a public zone, and networks are given to private ones", component_.name)
          .help("write `private: true`, or take `networks` out");
      return;
    }
    if (zone_.networks.empty()) {
      if (system_.find(component_.blueprint, "network", "") != nullptr) return;
      diags_
          .report(ids::ZoneNetworks, system_.at(component_, "private"),
                  "a private zone answers within networks, and blueprint `{}` has none",
                  system_.blueprint(component_).name)
          .help("name those of other blueprints: `networks: [<blueprint>.network]`");
      return;
    }
    for (std::size_t i = 0; i < zone_.networks.size(); ++i) {
      const Component* named = system_.target(component_, zone_.networks[i].target);
      if (named == nullptr || named->kind->key() == "network") continue;
      diags_
          .report(ids::ZoneNetworks, system_.places().value(component_.place / "networks" / i),
                  "`{}` is {}, not a network", zone_.networks[i].target.path,
                  with_article(named->kind->noun()))
          .help("write `network`, or `<blueprint>.network` for another blueprint's");
    }
  }

  void query_logs() {
    if (!zone_.query_logs) return;
    const Span here = system_.at(component_, "query_logs");
    if (zone_.is_private) {
      diags_.report(ids::ZoneQueryLogs, here, "Route 53 writes no query logs of private zones")
          .note(system_.at(component_, "private"), "the zone is private")
          .help("take `query_logs` out; the queries of a VPC are logged by its resolver");
      return;
    }
    const std::string* text = zone_.query_logs->literal();
    if (text == nullptr) return;
    const std::optional<Arn> arn = parse_arn(*text);
    const bool is_group = arn && arn->service == "logs" && arn->resource.starts_with("log-group:");
    if (is_group && arn->region == log_region) return;
    diags_
        .report(ids::ZoneQueryLogs, here, "`{}` is not {}", *text,
                is_group ? "in us-east-1, where alone Route 53 writes query logs"
                         : "the ARN of a log group")
        .help(
            "such an ARN reads "
            "arn:aws:logs:us-east-1:<account>:log-group:/aws/route53/<domain>");
  }

  const Component& component_;
  const HostedZone& zone_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void HostedZoneKind::check(const Component& component, const ResolvedSystem& system,
                           Diagnostics& diags) const {
  HostedZoneCheck(component, system, diags).run();
}

}  // namespace btsinfra
