// What Global Accelerator demands, and what a client that comes through it would find. A linter
// sees one template, so it knows neither an endpoint's region nor who answers there.
#include <algorithm>
#include <map>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/accelerators.h"
#include "services/elb/load_balancer_names.h"
#include "services/globalaccelerator/accelerator.h"
#include "services/resolved.h"
#include "services/tags.h"
#include "support/arn.h"

namespace btsinfra {
namespace {

constexpr std::size_t longest_name = 64;
constexpr int http_port = 80;
constexpr int https_port = 443;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name && name.front() != '-' &&
         name.back() != '-' && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-';
         });
}

class AcceleratorCheck {
 public:
  AcceleratorCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        accelerator_(component.as<Accelerator>()),
        system_(system),
        diags_(diags) {}

  void run() {
    name();
    ports();
    for (const auto& [key, group] : accelerator_.groups) {
      const Place place = component_.place / "groups" / key;
      endpoints(group, place);
      region(key, group, place);
      port_overrides(group, place);
      health_check(group, place);
    }
    dials();
    check_tags(component_.place / "tags", accelerator_.options.tags, system_, diags_);
  }

 private:
  [[nodiscard]] Span at(const Place& place) const { return system_.places().value(place); }

  void name() {
    const std::string name = accelerator_name(component_, system_);
    if (is_name(name)) return;
    const std::string proposed = proposed_name(name);
    diags_
        .report(ids::AcceleratorName,
                accelerator_.name.empty() ? system_.at(component_) : system_.at(component_, "name"),
                "`{}` cannot name an accelerator: AWS takes up to 64 Latin letters, digits and "
                "hyphens, no hyphen at the ends",
                name)
        .help(accelerator_.name.empty() ? "give it a shorter one with `name`"
              : proposed.empty()        ? "choose another, or leave `name` out"
                                        : "write `" + proposed + "`, or leave `name` out");
  }

  // ---- ports ------------------------------------------------------------------------------------

  [[nodiscard]] bool listens(int port) const {
    return std::any_of(
        accelerator_.ports.begin(), accelerator_.ports.end(),
        [port](const PortRange& range) { return range.first <= port && port <= range.last; });
  }

  void ports() {
    const std::vector<PortRange>& ports = accelerator_.ports;
    for (std::size_t i = 0; i < ports.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (ports[i].first > ports[j].last || ports[j].first > ports[i].last) continue;
        diags_
            .report(ids::AcceleratorPortsOverlap, at(component_.place / "ports" / i),
                    "the ports of an accelerator overlap")
            .note(at(component_.place / "ports" / j), "with these")
            .help("name each port once");
        return;
      }
    }
    if (accelerator_.protocol == AcceleratorProtocol::Tcp && listens(https_port) &&
        !listens(http_port)) {
      diags_
          .report(ids::AcceleratorWithoutHttp, system_.at(component_, "ports"),
                  "nothing listens on port 80, so whoever writes the address without `https://` "
                  "gets no answer")
          .help("add 80: the load balancer redirects it to 443");
    }
  }

  // ---- groups -----------------------------------------------------------------------------------

  // Whether no client is sent anywhere: every group dialled to nothing, or without an endpoint of
  // any weight.
  void dials() {
    if (accelerator_.groups.empty()) return;
    for (const auto& [key, group] : accelerator_.groups) {
      const bool weighs = std::any_of(group.endpoints.begin(), group.endpoints.end(),
                                      [&](const AcceleratorEndpoint& endpoint) {
                                        return endpoint.weight.value_or(group.weight) > 0;
                                      });
      if (group.dial > 0 && weighs) return;
    }
    const auto& [key, first] = *accelerator_.groups.begin();
    const Place place = component_.place / "groups" / key;
    diags_
        .report(ids::AcceleratorDials, at(first.dial == 0 ? place / "dial" : place),
                "accelerator `{}` sends nobody anywhere: each group has `dial: 0` or no endpoint "
                "with a weight",
                component_.name)
        .help("raise the dial of a group: 0 is for a region that others stand in for");
  }

  void endpoints(const EndpointGroup& group, const Place& place) {
    for (std::size_t i = 0; i < group.endpoints.size(); ++i) {
      const AcceleratorEndpoint& endpoint = group.endpoints[i];
      const Place here = place / "endpoints" / i;
      if (const auto* arn = std::get_if<std::string>(&endpoint.target)) {
        literal(*arn, here);
      } else if (const Component* named = endpoint_component(component_, endpoint, system_)) {
        component(*named, group, here);
      }
    }
  }

  void literal(const std::string& text, const Place& place) {
    const std::optional<Arn> arn = parse_arn(text);
    if (arn && arn->service == "elasticloadbalancing" && Region::parse(arn->region) &&
        arn->resource.starts_with("loadbalancer/")) {
      return;
    }
    diags_
        .report(ids::AcceleratorEndpointUnfit, at(place), "`{}` is not the ARN of a load balancer",
                text)
        .help(
            "such an ARN reads "
            "arn:aws:elasticloadbalancing:<region>:<account>:loadbalancer/app/<name>/<id>");
  }

  void component(const Component& named, const EndpointGroup& group, const Place& place) {
    const AliasTarget* target = alias_target(named);
    // What has an ARN and ports of its own in one region: a load balancer.
    if (target == nullptr || named.kind->placements(named, system_).empty()) {
      diags_
          .report(ids::AcceleratorEndpointUnfit, at(place),
                  "`{}` is {}, and an accelerator leads to load balancers", named.label(),
                  with_article(named.kind->noun()))
          .note(system_.at(named), "it is declared here")
          .help("name a load balancer, as `seoul.load_balancers.web`");
      return;
    }
    if (accelerator_.protocol == AcceleratorProtocol::Udp) {
      diags_
          .report(ids::AcceleratorProtocolUnfit, at(place),
                  "`{}` takes TCP, and the accelerator carries UDP", named.label())
          .note(system_.at(component_, "protocol"), "the protocol is given here")
          .help("leave `protocol` out");
      return;
    }
    if (accelerator_.ip_type == AddressType::DualStack && !target->alias_traits(named).ipv6) {
      diags_
          .report(ids::AcceleratorAddresses, at(place),
                  "`{}` has IPv4 addresses only, and an accelerator with IPv6 may refuse it",
                  named.label())
          .note(system_.at(component_, "ip_type"), "IPv6 is asked for here")
          .help("leave `ip_type` out");
    }
    reached(named, *target, group, place);
  }

  // What the clients that come through find on each port. One finding for each endpoint is enough.
  void reached(const Component& named, const AliasTarget& target, const EndpointGroup& group,
               const Place& place) {
    for (const PortRange& range : accelerator_.ports) {
      for (int port = range.first; port <= range.last; ++port) {
        const int arriving = overridden(group, port);
        const Reachability reach =
            target.reachability(named, static_cast<std::uint16_t>(arriving), system_);
        if (reach.reach == Reach::Everybody) continue;
        unreached(named, reach, port, place);
        return;
      }
    }
  }

  static int overridden(const EndpointGroup& group, int port) {
    for (const PortOverride& entry : group.port_overrides) {
      if (entry.from == port) return entry.to;
    }
    return port;
  }

  void unreached(const Component& named, const Reachability& reach, int port, const Place& place) {
    if (reach.reach == Reach::Nobody) {
      diags_
          .report(ids::AcceleratorPortUnserved, at(place),
                  "what comes to port {} gets no answer from `{}`: {}", port, named.label(),
                  reach.why)
          .note(at(reach.where), "this decides it")
          .help("take the port out of `ports`, or serve it there");
      return;
    }
    diags_
        .report(ids::AcceleratorNotAdmitted, at(place),
                "not all that come to port {} are let in by `{}`: {}", port, named.label(),
                reach.why)
        .note(at(reach.where), "this decides it")
        .help(
            "write `allow: [internet]` there: the load balancer sees the addresses of the "
            "clients, not of the accelerator");
  }

  void region(const std::string& key, const EndpointGroup& group, const Place& place) {
    std::optional<Region> of_group;
    for (std::size_t i = 0; i < group.endpoints.size(); ++i) {
      const std::optional<Region> region = endpoint_region(component_, group.endpoints[i], system_);
      if (!region) return;
      if (of_group && *of_group != *region) {
        diags_
            .report(ids::AcceleratorGroupRegions, at(place / "endpoints" / i),
                    "a group has the endpoints of one region, and this one stands in `{}`, the "
                    "first in `{}`",
                    region->name(), of_group->name())
            .note(at(place / "endpoints" / 0U), "the first")
            .help("make a group for each region");
        return;
      }
      of_group = region;
    }
    const auto [first, fresh] = groups_.emplace(*of_group, key);
    if (fresh) return;
    diags_
        .report(ids::AcceleratorRegionTwice, system_.places().key(place),
                "two groups for `{}`: an accelerator has one in a region", of_group->name())
        .note(system_.places().key(component_.place / "groups" / first->second), "the other one")
        .help("put the endpoints of both into one; `weight` divides among them");
  }

  void port_overrides(const EndpointGroup& group, const Place& place) {
    std::map<int, std::size_t> seen;
    for (std::size_t i = 0; i < group.port_overrides.size(); ++i) {
      const int port = group.port_overrides[i].from;
      const Place here = place / "port_overrides" / i / "from";
      const auto [first, fresh] = seen.emplace(port, i);
      if (!fresh) {
        diags_.report(ids::AcceleratorPortOverride, at(here), "port {} is overridden twice", port)
            .note(at(place / "port_overrides" / first->second / "from"), "it is here already")
            .help("take one of them out");
      } else if (!listens(port)) {
        diags_
            .report(ids::AcceleratorPortOverride, at(here),
                    "the accelerator does not listen on port {}", port)
            .note(system_.at(component_, "ports"), "its ports")
            .help("override one of its ports, or add this one to `ports`");
      }
    }
  }

  void health_check(const EndpointGroup& group, const Place& place) {
    if (!group.health_check) return;
    const EndpointCheck& check = *group.health_check;
    const Place here = place / "health_check";
    if (check.interval != 10 && check.interval != 30) {
      diags_
          .report(ids::AcceleratorHealthCheck, at(here / "interval"),
                  "endpoints are checked every 10 or every 30 seconds, not every {}",
                  check.interval)
          .help("write `interval: 30` or `interval: 10`");
    }
    if (check.protocol == EndpointCheckProtocol::Tcp && check.path != EndpointCheck{}.path) {
      diags_
          .report(ids::AcceleratorHealthCheck, at(here / "path"),
                  "`path` belongs to a request, and over TCP none is made")
          .note(at(here / "protocol"), "the protocol is given here, or TCP")
          .help("take it out, or write `protocol: http`");
    } else if (const auto fault = path_fault(check.path)) {
      diags_
          .report(ids::AcceleratorHealthCheck, at(here / "path"), "`{}` is not a path: {}",
                  check.path, *fault)
          .help("write it as a client would ask for it, as in `/health`");
    }
  }

  const Component& component_;
  const Accelerator& accelerator_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
  std::map<Region, std::string> groups_;  // the first of each region
};

}  // namespace

void AcceleratorKind::check(const Component& component, const ResolvedSystem& system,
                            Diagnostics& diags) const {
  AcceleratorCheck(component, system, diags).run();
}

}  // namespace btsinfra
