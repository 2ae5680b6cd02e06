// What Elastic Load Balancing demands beyond types and bounds. Nothing here is found by checking
// templates against schemas: names with `_`, unknown security policies and certificates of another
// region pass there and fail at deployment.
#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/load_balancers.h"
#include "services/acm/coverage.h"
#include "services/elb/load_balancer.h"
#include "services/elb/load_balancer_names.h"
#include "services/elb/tls_policies.h"
#include "services/resolved.h"
#include "services/tags.h"
#include "services/wafv2/association.h"
#include "support/arn.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

constexpr std::size_t least_zones = 2;
constexpr int smallest_subnet = 27;  // prefix length

std::string shown(const PortRange& ports) {
  std::string text = std::to_string(ports.first);
  if (ports.last != ports.first) text += "-" + std::to_string(ports.last);
  return text;
}

// One check of one load balancer.
class LoadBalancerCheck {
 public:
  LoadBalancerCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        settings_(component.as<LoadBalancer>()),
        system_(system),
        diags_(diags) {}

  void run() {
    name(settings_.name, component_.place / "name", NameOf::LoadBalancer);
    name(settings_.target_group.name, component_.place / "target_group" / "name",
         NameOf::TargetGroup);
    placement();
    clients();
    encryption();
    health();
    check_web_acl(component_, settings_.web_acl, system_, diags_);
    access_logs();
    check_tags(component_.place / "tags", settings_.options.tags, system_, diags_);
  }

 private:
  [[nodiscard]] Span value(const Place& place) const { return system_.places().value(place); }

  void name(const std::string& name, const Place& place, NameOf of) {
    if (name.empty()) return;
    const std::optional<std::string> fault = name_fault(name, of);
    if (!fault) return;
    const std::string proposed = proposed_name(name);
    diags_
        .report(ids::LoadBalancerName, value(place), "`{}` cannot name a {}: {}", name,
                of == NameOf::LoadBalancer ? "load balancer" : "target group", *fault)
        .help((proposed.empty() ? "" : "write `" + proposed + "`, or ") +
              "leave `name` out: CloudFormation then chooses one");
  }

  void placement() {
    const Component* tier = system_.target(component_, settings_.subnets.target(), "subnets");
    if (tier == nullptr || tier->tainted) return;
    access(*tier);
    zones(*tier);
    sizes(*tier);
  }

  void access(const Component& tier) {
    if (settings_.scheme == Scheme::Internal || tier.as<SubnetTier>().access == Access::Public)
      return;
    diags_
        .report(ids::LoadBalancerTier, system_.at(component_, "subnets"),
                "an internet-facing load balancer cannot stand in `{}`, which is not public",
                tier.name)
        .note(system_.at(tier, "access"), "the tier has no route to the internet gateway")
        .help("name a tier with `access: public`" + public_tiers() +
              ", or write `scheme: internal`");
  }

  [[nodiscard]] std::string public_tiers() const {
    std::string names;
    for (const auto& [name, tier] : system_.blueprint(component_).network->subnets) {
      if (tier.access == Access::Public) names += (names.empty() ? " (`" : ", `") + name + "`";
    }
    return names.empty() ? "" : names + ")";
  }

  void zones(const Component& tier) {
    const std::vector<SubnetBlock>& blocks = system_.blocks(tier);
    if (blocks.empty() || blocks.size() >= least_zones) return;
    const Place network{component_.blueprint, Path({"network", "zones"})};
    diags_
        .report(
            ids::LoadBalancerZones, system_.at(component_, "subnets"),
            "a load balancer needs subnets in two zones or more, and `{}` has one in zone {} only",
            tier.name, blocks.front().zone)
        .note(value(network), "the network's zones")
        .help("add a zone to the network, and a block for it to each tier");
  }

  void sizes(const Component& tier) {
    const std::vector<SubnetBlock>& blocks = system_.blocks(tier);
    const auto small = std::find_if(blocks.begin(), blocks.end(), [](const SubnetBlock& block) {
      return block.cidr.prefix() > smallest_subnet;
    });
    if (small == blocks.end()) return;
    diags_
        .report(ids::LoadBalancerSubnetSize, system_.at(component_, "subnets"),
                "a load balancer needs subnets of /27 or larger, and `{}` has {} in zone {}",
                tier.name, small->cidr.to_string(), small->zone)
        .note(system_.at(tier, tier.as<SubnetTier>().size ? "size" : "cidrs"), "its blocks")
        .help("give the tier larger blocks: a load balancer takes up to eight addresses in each");
  }

  [[nodiscard]] bool serves(const PortRange& ports) const {
    return ports.first == ports.last &&
           (ports.first == 80 || (ports.first == 443 && settings_.certificate.has_value()));
  }

  void clients() {
    for (std::size_t i = 0; i < settings_.allow.size(); ++i) {
      const std::vector<PortRange>& ports = settings_.allow[i].ports;
      for (std::size_t j = 0; j < ports.size(); ++j) {
        if (serves(ports[j])) continue;
        const bool tls = ports[j].first == 443 && ports[j].last == 443;
        diags_
            .report(ids::LoadBalancerPort, value(component_.place / "allow" / i / "ports" / j),
                    "port {} is opened, but the load balancer serves {}", shown(ports[j]),
                    settings_.certificate ? "80 and 443 only" : "80 only")
            .help(tls ? "give it a `certificate`, or leave the port out"
                      : "leave `ports` out: the rule then opens what is served");
      }
    }
    if (!settings_.allow.empty()) return;
    diags_
        .report(ids::LoadBalancerUnreachable, system_.at(component_),
                "nobody may connect to load balancer `{}`", component_.name)
        .help(settings_.scheme == Scheme::InternetFacing
                  ? "say who may: `allow: [internet]`, an address block or a component"
                  : "say who may: `allow:` with a component as `autoscaling.web`, or an address "
                    "block");
  }

  void encryption() {
    if (!settings_.certificate) {
      if (settings_.scheme == Scheme::Internal || settings_.plain_http) return;
      diags_
          .report(
              ids::LoadBalancerWithoutCertificate, system_.at(component_),
              "internet-facing load balancer `{}` has no certificate: all that it carries could be "
              "read and changed on the way",
              component_.name)
          .help(
              "give `certificate`, the ARN of an ACM certificate in this region, or a parameter "
              "that "
              "holds it; `plain_http: true` insists on going without");
      return;
    }
    if (settings_.plain_http) {
      diags_
          .report(ids::PlainHttpWithCertificate, system_.at(component_, "plain_http"),
                  "`plain_http` insists on going without certificate, and one is given")
          .note(system_.at(component_, "certificate"), "the certificate")
          .help("remove one of the two: with a certificate port 80 only redirects to HTTPS");
    }
    if (const std::string* arn = settings_.certificate->literal()) certificate(*arn);
    if (const Component* of = certificate_of(component_, *settings_.certificate, system_)) {
      certificate(*of);
    }
    tls_policy();
  }

  void certificate(const std::string& text) {
    const Region& region = system_.region(component_);
    const std::string form = "arn:" + std::string(region.partition()) +
                             ":acm:" + std::string(region.name()) + ":<account>:certificate/<id>";
    const std::optional<Arn> arn = parse_arn(text);
    constexpr std::string_view resource = "certificate/";
    if (!arn || arn->service != "acm" || arn->account.empty() ||
        !arn->resource.starts_with(resource) || arn->resource.size() == resource.size()) {
      diags_
          .report(ids::LoadBalancerCertificate, system_.at(component_, "certificate"),
                  "`{}` is not the ARN of an ACM certificate", text)
          .help("such an ARN reads " + form);
      return;
    }
    if (arn->region == region.name() && arn->partition == region.partition()) return;
    diags_
        .report(
            ids::CertificateRegion, system_.at(component_, "certificate"),
            "the certificate is of `{}`, and a listener in `{}` takes only certificates of its own "
            "region",
            arn->region.empty() ? arn->partition : arn->region, region.name())
        .help("request a certificate for the same names in " + std::string(region.name()) +
              "; its ARN reads " + form);
  }

  void certificate(const Component& of) {
    const Region& region = system_.region(component_);
    const std::optional<Region>& other = system_.blueprint(of).region;
    if (!other || *other == region) return;
    diags_
        .report(ids::CertificateRegion, system_.at(component_, "certificate"),
                "the certificate is of `{}`, and a listener in `{}` takes only certificates of its "
                "own region",
                other->name(), region.name())
        .note(system_.at(of), "the certificate is requested here")
        .help("request one for the same names in this blueprint too: `certificates:`");
  }

  void tls_policy() {
    if (const TlsPolicy* policy = find_tls_policy(settings_.tls_policy)) {
      if (policy->oldest >= TlsVersion::Tls12) return;
      diags_
          .report(ids::OldTlsPolicy, system_.at(component_, "tls_policy"),
                  "`{}` still speaks TLS {}", settings_.tls_policy,
                  policy->oldest == TlsVersion::Tls10 ? "1.0 and 1.1" : "1.1")
          .help("leave it out for `" + LoadBalancer{}.tls_policy +
                "`, unless clients from before 2014 must be served");
      return;
    }
    std::vector<std::string_view> names;
    for (const TlsPolicy& policy : tls_policies()) names.push_back(policy.name);
    const std::optional<std::string> near = nearest(settings_.tls_policy, names);
    diags_
        .report(ids::UnknownTlsPolicy, system_.at(component_, "tls_policy"),
                "`{}` is not a security policy of load balancers", settings_.tls_policy)
        .help(near ? did_you_mean(*near)
                   : "leave it out for `" + LoadBalancer{}.tls_policy +
                         "`, which speaks TLS 1.3 and 1.2");
  }

  void health() {
    const HealthCheck& check = settings_.target_group.health_check;
    const Place place = component_.place / "target_group" / "health_check";
    if (check.timeout >= check.interval) {
      const bool own_timeout = check.timeout != HealthCheck{}.timeout;
      diags_
          .report(ids::HealthCheckTiming, value(place / (own_timeout ? "timeout" : "interval")),
                  "a health check that may take {} seconds cannot be repeated every {} seconds",
                  check.timeout, check.interval)
          .help("AWS wants `timeout` below `interval`");
    }
    if (const std::optional<std::string> fault = path_fault(check.path)) {
      diags_
          .report(ids::HealthCheckPath, value(place / "path"), "`{}` is not a path: {}", check.path,
                  *fault)
          .help("write it as a client would ask for it, as in `/health` or `/index.php?check=1`");
    }
    if (const std::optional<std::string> fault = codes_fault(check.codes)) {
      diags_
          .report(ids::HealthCheckCodes, value(place / "codes"),
                  "`{}` does not say which status codes are good: {}", check.codes, *fault)
          .help(
              "write codes and ranges from 200 to 499, as in \"200\", \"200,301\" or \"200-399\"");
    }
  }

  void access_logs() {
    const Component* bucket = system_.target(component_, settings_.access_logs.target(), "buckets");
    if (bucket == nullptr || bucket->tainted) return;
    const Span here = system_.at(component_, "access_logs");
    const Region& region = system_.region(component_);
    const std::optional<Region>& other = system_.blueprint(*bucket).region;
    if (other && *other != region) {
      diags_
          .report(ids::AccessLogsRegion, here,
                  "`{}` stands in `{}`, and access logs are delivered within `{}` only",
                  settings_.access_logs.target().path, other->name(), region.name())
          .note(system_.at(*bucket), "the bucket")
          .help("name a bucket of this blueprint");
    }
    if (bucket->as<Bucket>().key) {
      diags_
          .report(ids::AccessLogsKey, here,
                  "access logs cannot be delivered to `{}`, which encrypts with a key of KMS",
                  settings_.access_logs.target().path)
          .note(system_.at(*bucket, "key"), "the bucket's key")
          .help("name a bucket without `key`: the delivery knows only S3's own keys");
    }
    if (const std::optional<std::string> fault = prefix_fault(settings_.access_logs_prefix)) {
      diags_
          .report(ids::AccessLogsPrefix, system_.at(component_, "access_logs_prefix"),
                  "access logs cannot begin at `{}`: {}", settings_.access_logs_prefix, *fault)
          .help("write a path as `web` or `logs/web`, or leave it out for `load_balancers/" +
                component_.name + "`");
    }
  }

  const Component& component_;
  const LoadBalancer& settings_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
};

}  // namespace

void LoadBalancerKind::check(const Component& component, const ResolvedSystem& system,
                             Diagnostics& diags) const {
  LoadBalancerCheck(component, system, diags).run();
}

}  // namespace btsinfra
