// The kind `load_balancers`: application load balancers, each with its target group and its
// listeners on 80 and, where it has a certificate, 443.
#pragma once

#include "btsinfra/services/load_balancer.h"

#include "services/alias_target.h"
#include "services/kind.h"

namespace btsinfra {

class LoadBalancerKind : public MapKind<LoadBalancer>, public AliasTarget {
 public:
  static constexpr std::string_view summary =
      "Application load balancers, by name: where HTTP and HTTPS arrive and are spread over what "
      "stands behind.";

  [[nodiscard]] std::string_view key() const override { return "load_balancers"; }
  [[nodiscard]] std::string_view noun() const override { return "load balancer"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  // What would make another one while this one has the name.
  void check_transition(const Component& before, const ResolvedSystem& left, const Component& after,
                        const ResolvedSystem& entered, Diagnostics& diags) const override;
  void contribute(const Component& component, Contributor& contributor) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  [[nodiscard]] std::vector<Placement> placements(const Component& component,
                                                  const ResolvedSystem& system) const override;
  [[nodiscard]] std::string security_group(const Component& component) const override;
  [[nodiscard]] AliasTraits alias_traits(const Component& component) const override;
  [[nodiscard]] std::vector<ShownCertificate> shown_certificates(
      const Component& component, const ResolvedSystem& system) const override;
  [[nodiscard]] Reachability reachability(const Component& component, std::uint16_t port,
                                          const ResolvedSystem& system) const override;
};

// The ports of its listeners: 80, and 443 where it has a certificate.
[[nodiscard]] std::span<const PortRange> served_ports(const LoadBalancer& load_balancer);

// Logical ids, for what names them from outside: a service waits for the listener, a group
// registers with the target group.
[[nodiscard]] std::string load_balancer_id(std::string_view name);  // "WebLoadBalancer"
[[nodiscard]] std::string target_group_id(std::string_view name);   // "WebTargetGroup"
// The listener that forwards to the target group: on 443 where there is a certificate, else on 80.
[[nodiscard]] std::string forwarding_listener_id(std::string_view name,
                                                 const LoadBalancer& load_balancer);

// Where in its bucket a load balancer's access logs begin, without slash at the end.
[[nodiscard]] std::string access_logs_prefix(const Component& load_balancer);

}  // namespace btsinfra
