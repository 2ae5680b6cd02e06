// What an accelerator is to others: its attributes, and what names and health checks that lead to
// it find behind it.
//
// AWS facts this rests on:
// - Aliases of any accelerator take one hosted zone. DnsName has A records; one with IPv6 has a
//   second name, DualStackDnsName, with A and AAAA records.
// - It carries connections and ends none: clients are shown the certificates of the load balancers
//   behind.
#include "services/globalaccelerator/accelerator.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "services/lowering.h"
#include "support/arn.h"

namespace btsinfra {
namespace {

constexpr const char* alias_zone = "Z2BJ6XQ5FK7U4H";
constexpr std::uint16_t https_port = 443;

bool listens(const Accelerator& accelerator, std::uint16_t port) {
  return std::any_of(
      accelerator.ports.begin(), accelerator.ports.end(),
      [port](const PortRange& range) { return range.first <= port && port <= range.last; });
}

}  // namespace

std::string accelerator_id(std::string_view name) { return upper_camel(name) + "Accelerator"; }

std::string accelerator_name(const Component& component, const ResolvedSystem& system) {
  const std::string& own = component.as<Accelerator>().name;
  if (!own.empty()) return own;
  std::string name =
      system.system().name + "-" + system.blueprint(component).name + "-" + component.name;
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

const Component* endpoint_component(const Component& accelerator,
                                    const AcceleratorEndpoint& endpoint,
                                    const ResolvedSystem& system) {
  const auto* reference = std::get_if<AnyRef>(&endpoint.target);
  if (reference == nullptr) return nullptr;
  const Component* named = system.target(accelerator, reference->target);
  return named == nullptr || named->tainted ? nullptr : named;
}

std::optional<Region> endpoint_region(const Component& accelerator,
                                      const AcceleratorEndpoint& endpoint,
                                      const ResolvedSystem& system) {
  if (const auto* text = std::get_if<std::string>(&endpoint.target)) {
    const std::optional<Arn> arn = parse_arn(*text);
    return arn ? Region::parse(arn->region) : std::nullopt;
  }
  const Component* named = endpoint_component(accelerator, endpoint, system);
  return named == nullptr ? std::nullopt : system.blueprint(*named).region;
}

std::span<const Attribute> AcceleratorKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "dns_name", .doc = "Its DNS name, with IPv4 addresses."},
      {.name = "dual_stack_dns_name",
       .doc = "Its DNS name with addresses of both kinds; only with `ip_type: dual-stack`."},
      {.name = "zone_id",
       .doc = "Id of the hosted zone that an alias of it names.",
       .constant = true},
      {.name = "addresses", .doc = "Its fixed IPv4 addresses.", .type = fields::ValueType::List},
      {.name = "arn", .doc = "Its ARN.", .type = fields::ValueType::Arn},
  };
  return known;
}

cfn::Value AcceleratorKind::value(const Component& component, std::string_view attribute,
                                  const ResolvedSystem& /*system*/) const {
  const std::string id = accelerator_id(component.name);
  if (attribute == "zone_id") return alias_zone;
  if (attribute == "dns_name") return Lowering::symbol(component, id, "DnsName");
  if (attribute == "dual_stack_dns_name")
    return Lowering::symbol(component, id, "DualStackDnsName");
  if (attribute == "addresses") return Lowering::symbol(component, id, "Ipv4Addresses");
  return Lowering::symbol(component, id);
}

AliasTraits AcceleratorKind::alias_traits(const Component& component) const {
  if (component.as<Accelerator>().ip_type == AddressType::Ipv4) return {};
  return {.ipv6 = true, .name_attribute = "dual_stack_dns_name"};
}

std::vector<ShownCertificate> AcceleratorKind::shown_certificates(
    const Component& component, const ResolvedSystem& system) const {
  std::vector<ShownCertificate> shown;
  const auto& accelerator = component.as<Accelerator>();
  if (!listens(accelerator, https_port)) return shown;
  for (const auto& [name, group] : accelerator.groups) {
    for (const AcceleratorEndpoint& endpoint : group.endpoints) {
      const Component* behind = endpoint_component(component, endpoint, system);
      const AliasTarget* target = behind == nullptr ? nullptr : alias_target(*behind);
      // One that names an accelerator was refused: it may be this very one.
      if (target == nullptr || behind->kind == component.kind) continue;
      for (const ShownCertificate& each : target->shown_certificates(*behind, system)) {
        shown.push_back(each);
      }
    }
  }
  return shown;
}

Reachability AcceleratorKind::reachability(const Component& component, std::uint16_t port,
                                           const ResolvedSystem& /*system*/) const {
  // Whether the endpoints answer is judged where they are named.
  if (listens(component.as<Accelerator>(), port)) return {};
  return {Reach::Nobody, "it does not listen on port " + std::to_string(port),
          component.place / "ports"};
}

}  // namespace btsinfra
