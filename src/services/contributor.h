// Through which a component contributes to others, with the steps that several services share.
#pragma once

#include <span>

#include "btsinfra/services/common.h"

#include "services/contributions.h"
#include "services/kind.h"
#include "services/resolved.h"

namespace btsinfra {

class Contributor {
 public:
  Contributor(const ResolvedSystem& system, Contributions& contributions, Diagnostics& diags)
      : system_(system), contributions_(contributions), diags_(diags) {}

  [[nodiscard]] const ResolvedSystem& system() const { return system_; }
  [[nodiscard]] Diagnostics& diags() { return diags_; }

  void add(Ingress ingress) { contributions_.ingress.push_back(std::move(ingress)); }
  void add(Target target) { contributions_.targets.push_back(std::move(target)); }
  void add(Grant grant) { contributions_.grants.push_back(std::move(grant)); }
  void add(PolicyStatement statement) {
    contributions_.policy_statements.push_back(std::move(statement));
  }

  void add(Wait wait) { contributions_.waits.push_back(std::move(wait)); }

  // `allow:` of a component with a security group: one Ingress to each owner of its groups
  // (Kind::group_owners) per source and port range; rules without ports open `own_ports`.
  void allow(const Component& component, const std::vector<AllowRule>& rules,
             std::span<const PortRange> own_ports);
  // What `to` needs to admit `from`: an Ingress to each owner of its groups.
  void connect(const Component& from, const Component& to, PortRange ports, const Place& origin);
  // `reads:` and `writes:` of a component with a role: a Grant to itself for each.
  void access(const Component& component, const std::vector<AnyRef>& targets, AccessKind access,
              std::string_view field);

 private:
  const ResolvedSystem& system_;
  Contributions& contributions_;
  Diagnostics& diags_;
};

}  // namespace btsinfra
