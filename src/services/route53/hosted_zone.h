// The kind `hosted_zones`: DNS zones, created or existing.
#pragma once

#include "btsinfra/services/hosted_zone.h"

#include "services/kind.h"

namespace btsinfra {

class HostedZoneKind : public MapKind<HostedZone> {
 public:
  static constexpr std::string_view summary = "DNS zones (Amazon Route 53), by name.";

  [[nodiscard]] std::string_view key() const override { return "hosted_zones"; }
  [[nodiscard]] std::string_view noun() const override { return "hosted zone"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  // An existing zone has no name servers that anybody knows before the deployment, and its id is
  // not a resource's.
  [[nodiscard]] std::optional<Attribute> attribute(const Component& component,
                                                   std::string_view name) const override;
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  // What would make another zone of it.
  void check_transition(const Component& before, const ResolvedSystem& left, const Component& after,
                        const ResolvedSystem& entered, Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

// "MainHostedZone"
[[nodiscard]] std::string hosted_zone_id(std::string_view name);

// Whether two components are one zone: the same, or two that exist and are said to hold the same
// domain, unless their ids tell them apart.
[[nodiscard]] bool same_zone(const Component& a, const Component& b);

// The public zone of the system right above it, "example.com" for "kr.example.com"; nullptr where
// there is none, and a public zone is delegated by a registrar.
[[nodiscard]] const Component* zone_above(const Component& zone, const ResolvedSystem& system);

// Reports a zone of another blueprint whose id is that blueprint's parameter: no stack but its own
// has it. `place` is where the zone is named. Whether it is fine.
bool check_zone_use(const Component& user, const Place& place, const Component& zone,
                    const ResolvedSystem& system, Diagnostics& diags);

// What the deployment of a stack that proves ownership in the zone waits for: its delegation, where
// it is created here.
void gate_delegation(const Component& user, Layer layer, const Component& zone, Lowering& lowering);

}  // namespace btsinfra
