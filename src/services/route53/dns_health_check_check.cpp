// What Route 53's checkers can reach and look for. They stand on the internet: what has no public
// address is never healthy, whatever the template says.
#include <algorithm>
#include <array>
#include <set>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/dns.h"
#include "services/alias_target.h"
#include "services/domain_names.h"
#include "services/kind.h"
#include "services/resolved.h"
#include "services/route53/dns_health_check.h"
#include "services/route53/dns_record_parts.h"
#include "services/route53/hosted_zone.h"
#include "services/route53/public_addresses.h"
#include "services/tags.h"

namespace btsinfra {
namespace {

constexpr std::size_t least_regions = 3;
constexpr std::array<std::string_view, 8> checker_regions{
    "us-east-1",      "us-west-1",      "us-west-2",      "eu-west-1",
    "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "sa-east-1"};

class HealthCheckCheck {
 public:
  HealthCheckCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        check_(component.as<DnsHealthCheck>()),
        system_(system),
        diags_(diags) {}

  void run() {
    target();
    protocol();
    regions();
    if (check_.interval != fast && check_.interval != usual) {
      diags_
          .report(ids::DnsHealthCheckInterval, system_.at(component_, "interval"),
                  "a health check is made every 10 or every 30 seconds, not every {}",
                  check_.interval)
          .help("write `interval: 30`, or 10 at a higher price");
    }
    check_tags(component_.place / "tags", check_.options.tags, system_, diags_);
  }

 private:
  static constexpr int fast = 10;
  static constexpr int usual = 30;

  void target() {
    if (check_.host.empty() && !check_.ip) {
      diags_
          .report(ids::DnsHealthCheckTarget, system_.at(component_),
                  "health check `{}` does not say what to ask", component_.name)
          .help("give `host`, as `www.example.com`, or `ip`");
      return;
    }
    if (const std::string* ip = check_.ip ? check_.ip->literal() : nullptr) address(*ip);
    if (const std::string* host = check_.host.literal()) {
      host_name(*host);
    } else if (check_.host.parts().size() == 1 && !check_.ip) {
      named(std::get<Reference>(check_.host.parts().front()));
    }
  }

  void address(const std::string& ip) {
    const Span here = system_.at(component_, "ip");
    if (!is_ipv4(ip) && !is_ipv6(ip)) {
      diags_.report(ids::DnsHealthCheckTarget, here, "`{}` is not an address", ip)
          .help("write an IPv4 or IPv6 address, or give `host` instead");
      return;
    }
    if (const auto what = not_public(ip)) never_healthy(here, ip, std::string(*what));
  }

  void host_name(const std::string& host) {
    const Span here = system_.at(component_, "host");
    if (is_ipv4(host)) {
      if (const auto what = not_public(host)) {
        never_healthy(here, host, std::string(*what));
      } else {
        diags_
            .report(ids::DnsHealthCheckTarget, here, "`{}` is an address, and `host` is a name",
                    host)
            .help("write `ip: " + host + "`");
      }
      return;
    }
    if (const auto fault = domain_fault(host, Underscores::Admitted)) {
      const std::string proposed = proposed_domain(host);
      diags_.report(ids::DnsHealthCheckTarget, here, "`{}` is not a host name: {}", host, *fault)
          .help(proposed.empty() ? "write it as `www.example.com`"
                                 : "write `host: " + proposed +
                                       "`; `path`, `port` and "
                                       "`protocol` stand beside it");
      return;
    }
    const auto why = internal_host(host);
    if (why && !check_.ip) {
      never_healthy(here, host, std::string(*why));
    } else if (!check_.ip) {
      recorded(host);
    }
  }

  // A name that one record of the system makes an alias: what it leads to has to answer.
  void recorded(const std::string& host) {
    const Component* record = record_of(domain_form(host));
    const Component* target = record == nullptr ? nullptr : target_of_record(*record, system_);
    const AliasTarget* asked = target == nullptr ? nullptr : alias_target(*target);
    if (asked == nullptr || target->tainted) return;
    reached(*target, *asked, system_.at(component_, check_.port ? "port" : "host"));
  }

  // nullptr: there is none, or several, of which any may answer.
  [[nodiscard]] const Component* record_of(const std::string& host) const {
    const std::size_t dot = host.find('.');
    const std::string wildcard = dot == std::string::npos ? "" : "*" + host.substr(dot);
    std::vector<const Component*> exact;
    std::vector<const Component*> covering;
    for (const Component& record : system_.components()) {
      if (record.kind->key() != "records" || record.tainted || system_.lost(record.blueprint)) {
        continue;
      }
      const Component* zone = zone_of_record(record, system_);
      if (zone == nullptr || zone->as<HostedZone>().is_private) continue;
      for (const std::string& written : record.as<DnsRecord>().names) {
        const std::string name = record_name(written, zone->as<HostedZone>().domain);
        if (name == host) exact.push_back(&record);
        if (name == wildcard) covering.push_back(&record);
      }
    }
    const std::vector<const Component*>& found = exact.empty() ? covering : exact;
    return found.size() == 1 ? found.front() : nullptr;
  }

  void never_healthy(const Span& here, const std::string& what, const std::string& why) {
    diags_.report(ids::DnsHealthCheckPrivate, here, "`{}` can never be healthy: {}", what, why)
        .help(
            "the checkers stand on the internet: name what clients ask for, as the site's own "
            "name or a load balancer's `dns_name`");
  }

  // A component's own name: the component tells who gets an answer.
  void named(const Reference& reference) {
    const auto found = system_.lookup(component_.blueprint, reference.path, "");
    const auto* target = std::get_if<ReferenceTarget>(&found);
    if (target == nullptr || target->component->tainted) return;
    const AliasTarget* asked = alias_target(*target->component);
    if (asked == nullptr) return;
    const Span here = system_.at(component_, "host");
    const AliasTraits traits = asked->alias_traits(*target->component);
    if (traits.private_only) {
      diags_
          .report(ids::DnsHealthCheckPrivate, here,
                  "`{}` can never be healthy: its addresses are those of a VPC",
                  target->component->label())
          .note(system_.at(*target->component), "it is internal")
          .help("the checkers stand on the internet: check what clients of it can reach");
      return;
    }
    reached(*target->component, *asked, here);
  }

  void reached(const Component& target, const AliasTarget& asked, const Span& here) {
    const Reachability reach =
        asked.reachability(target, static_cast<std::uint16_t>(probed_port(check_)), system_);
    if (reach.reach == Reach::Everybody) return;
    if (check_.inverted && reach.reach == Reach::Nobody) return;  // which is what is wanted
    const bool some = reach.reach == Reach::Some;                 // the checkers may be among them
    diags_
        .report(some ? ids::DnsHealthCheckNotAdmitted : ids::DnsHealthCheckUnanswered, here,
                "the checkers {} no answer from `{}`: {}", some ? "may get" : "get", target.label(),
                reach.why)
        .note(system_.places().value(reach.where), "this decides it")
        .help(way_out(reach));
  }

  // Somebody serves the port and keeps the checkers out, or nobody serves it.
  [[nodiscard]] std::string way_out(const Reachability& reach) const {
    switch (reach.lack) {
      case Lack::Admission:
        return "check another port or name, or let the internet in there: `allow: [internet]`";
      case Lack::Certificate:
        return check_.protocol == ProbeProtocol::Tcp
                   ? "check port 80, or give it a `certificate`"
                   : "check port 80 with `protocol: http`, or give it a `certificate`";
      case Lack::Listener:
        break;
    }
    return "check a port on which it listens, or another name";
  }

  void protocol() {
    if (check_.protocol != ProbeProtocol::Tcp) {
      if (check_.path.starts_with('/') && check_.path.find(' ') == std::string::npos) return;
      diags_
          .report(ids::DnsHealthCheckPath, system_.at(component_, "path"),
                  "`{}` is not a path that can be asked for", check_.path)
          .help("begin it with `/` and write blanks as `%20`, as in `/health`");
      return;
    }
    if (!check_.port) {
      diags_
          .report(ids::DnsHealthCheckTcp, system_.at(component_, "protocol"),
                  "a check over TCP has no usual port")
          .help("add `port`");
    }
    for (const auto& [field, given] :
         {std::pair<std::string_view, bool>{"search", !check_.search.empty()},
          {"path", check_.path != DnsHealthCheck{}.path}}) {
      if (!given) continue;
      diags_
          .report(ids::DnsHealthCheckTcp, system_.at(component_, field),
                  "`{}` belongs to a request, and over TCP none is made", field)
          .note(system_.at(component_, "protocol"), "the protocol is given here")
          .help("take it out, or write `protocol: https`");
    }
  }

  void regions() {
    if (check_.regions.empty()) return;
    std::string all;
    for (const std::string_view region : checker_regions) {
      all += (all.empty() ? "" : ", ") + std::string(region);
    }
    std::set<Region> distinct;
    for (std::size_t i = 0; i < check_.regions.size(); ++i) {
      const Region& region = check_.regions[i];
      const Span here = system_.places().value(component_.place / "regions" / i);
      if (std::find(checker_regions.begin(), checker_regions.end(), region.name()) ==
          checker_regions.end()) {
        diags_
            .report(ids::DnsHealthCheckRegions, here, "Route 53 has no checkers in `{}`",
                    region.name())
            .help("they stand in " + all);
        return;
      }
      distinct.insert(region);
    }
    if (distinct.size() >= least_regions) return;
    diags_
        .report(ids::DnsHealthCheckRegions, system_.at(component_, "regions"),
                "a health check is made from three regions or more, and {} given",
                distinct.size() == 1 ? "one is" : "two are")
        .help("add some of " + all + ", or leave `regions` out for all");
  }

  const Component& component_;
  const DnsHealthCheck& check_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void DnsHealthCheckKind::check(const Component& component, const ResolvedSystem& system,
                               Diagnostics& diags) const {
  HealthCheckCheck(component, system, diags).run();
}

}  // namespace btsinfra
