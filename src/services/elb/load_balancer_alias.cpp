// What a load balancer is to names and accelerators that lead to it.
//
// AWS facts this rests on:
// - An application load balancer over IPv4 has A addresses only; an alias of it takes the hosted
//   zone of its region's load balancers, which it tells itself.
// - An accelerator keeps the addresses of clients, so the security group judges those.
#include <algorithm>

#include "services/acm/coverage.h"
#include "services/admission.h"
#include "services/elb/load_balancer.h"

namespace btsinfra {
namespace {

bool holds(std::span<const PortRange> ranges, std::uint16_t port) {
  return std::any_of(ranges.begin(), ranges.end(), [port](const PortRange& range) {
    return range.first <= port && port <= range.last;
  });
}

}  // namespace

AliasTraits LoadBalancerKind::alias_traits(const Component& component) const {
  return {.private_only = component.as<LoadBalancer>().scheme == Scheme::Internal};
}

std::vector<ShownCertificate> LoadBalancerKind::shown_certificates(
    const Component& component, const ResolvedSystem& system) const {
  const auto& certificate = component.as<LoadBalancer>().certificate;
  if (!certificate) return {};
  const Component* of = certificate_of(component, *certificate, system);
  if (of == nullptr) return {};
  return {{.certificate = of, .by = &component}};
}

Reachability LoadBalancerKind::reachability(const Component& component, std::uint16_t port,
                                            const ResolvedSystem& system) const {
  const auto& settings = component.as<LoadBalancer>();
  const std::span<const PortRange> served = served_ports(settings);
  if (!holds(served, port)) {
    const bool tls = port == 443 && !settings.certificate;
    return {Reach::Nobody,
            tls ? "it has no certificate, and so nothing on port 443"
                : "it has no listener on port " + std::to_string(port),
            component.place, tls ? Lack::Certificate : Lack::Listener};
  }
  Reachability reached{Reach::Nobody, "nobody may connect to port " + std::to_string(port),
                       component.place / "allow", Lack::Admission};
  for (const AllowRule& rule : settings.allow) {
    if (!holds(rule.ports.empty() ? served : std::span<const PortRange>(rule.ports), port))
      continue;
    if (admits_everybody(component, rule.from, system)) return {};
    reached.reach = Reach::Some;
    reached.why = "it admits only some to port " + std::to_string(port);
  }
  return reached;
}

}  // namespace btsinfra
