// What a hosted zone is to others: its id, its name servers, and which components are one zone.
#include "services/route53/hosted_zone.h"

#include "btsinfra/model/blueprint.h"

#include "diag/ids/dns.h"
#include "services/domain_names.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

// The component whose value the zone's id is; nullptr for a zone of ours and for a literal.
const Component* id_source(const Component& zone, const ResolvedSystem& system) {
  const auto& existing = zone.as<HostedZone>().existing;
  if (!existing || existing->reference() == nullptr) return nullptr;
  return system.target(zone, *existing->reference());
}

cfn::Value existing_id(const Component& zone, const ResolvedSystem& system) {
  const Late<std::string>& existing = *zone.as<HostedZone>().existing;
  if (existing.literal() != nullptr) return *existing.literal();
  const auto found = system.lookup(zone.blueprint, existing.reference()->path, "");
  const auto* target = std::get_if<ReferenceTarget>(&found);
  // What names nothing, or another zone, was reported, and nothing of this will be written.
  if (target == nullptr || target->component->tainted ||
      target->component->kind->key() == "hosted_zones") {
    return "";
  }
  const Kind& kind = *target->component->kind;
  return target->described() ? kind.value(*target->component, target->attribute_name(), system)
                             : cfn::Value("");
}

}  // namespace

std::string hosted_zone_id(std::string_view name) { return upper_camel(name) + "HostedZone"; }

std::span<const Attribute> HostedZoneKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "id",
       .doc = "Its id. Of an existing zone known without waiting for anything.",
       .meaning = fields::Meaning::HostedZone},
      {.name = "name_servers",
       .doc = "The name servers to enter at the registrar. Of a created public zone only.",
       .type = fields::ValueType::List},
      {.name = "domain", .doc = "Its domain.", .constant = true},
  };
  return known;
}

std::optional<Attribute> HostedZoneKind::attribute(const Component& component,
                                                   std::string_view name) const {
  std::optional<Attribute> attribute = Kind::attribute(component, name);
  const auto& zone = component.as<HostedZone>();
  if (!attribute || !zone.existing) return attribute;
  if (name == "name_servers") return std::nullopt;
  if (name == "id") {
    attribute->constant = zone.existing->literal() != nullptr ||
                          zone.existing->reference()->path.starts_with("parameters.");
  }
  return attribute;
}

cfn::Value HostedZoneKind::value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const {
  const auto& zone = component.as<HostedZone>();
  if (attribute == "domain") return domain_form(zone.domain);
  if (attribute == "name_servers") {
    return Lowering::symbol(component, hosted_zone_id(component.name), "NameServers");
  }
  if (zone.existing) return existing_id(component, system);
  return Lowering::symbol(component, hosted_zone_id(component.name));
}

bool same_zone(const Component& a, const Component& b) {
  if (a.id == b.id) return true;
  const auto& first = a.as<HostedZone>();
  const auto& second = b.as<HostedZone>();
  if (!first.existing || !second.existing) return false;
  const std::string* first_id = first.existing->literal();
  const std::string* second_id = second.existing->literal();
  if (first_id != nullptr && second_id != nullptr) return *first_id == *second_id;
  return first.is_private == second.is_private &&
         domain_form(first.domain) == domain_form(second.domain);
}

const Component* zone_above(const Component& zone, const ResolvedSystem& system) {
  const std::string domain = domain_form(zone.as<HostedZone>().domain);
  const Component* nearest = nullptr;
  std::size_t length = 0;
  for (const Component& other : system.components()) {
    if (other.kind != zone.kind || other.tainted || system.lost(other.blueprint)) continue;
    if (other.as<HostedZone>().is_private) continue;
    const std::string above = domain_form(other.as<HostedZone>().domain);
    if (above == domain || !lies_under(domain, above) || above.size() <= length) continue;
    nearest = &other;
    length = above.size();
  }
  return nearest;
}

bool check_zone_use(const Component& user, const Place& place, const Component& zone,
                    const ResolvedSystem& system, Diagnostics& diags) {
  const Component* source = id_source(zone, system);
  if (user.blueprint == zone.blueprint || source == nullptr || source->kind->shared()) return true;
  diags
      .report(ids::ZoneParameterElsewhere, system.places().value(place),
              "the id of `{}` is a parameter of `{}`, which no stack of another blueprint has",
              zone.label(), system.blueprint(zone).name)
      .note(system.at(zone, "existing"), "the parameter is named here")
      .help(
          "say in this blueprint too that the zone exists: `hosted_zones:` with the same "
          "`domain` and a parameter for its id");
  return false;
}

void gate_delegation(const Component& user, Layer layer, const Component& zone,
                     Lowering& lowering) {
  const auto& settings = zone.as<HostedZone>();
  if (settings.existing || settings.is_private) return;
  const std::string domain = domain_form(settings.domain);
  const Component* above = zone_above(zone, lowering.system());
  lowering.gate(
      user, layer, "delegation",
      {{"domain", domain},
       {"name_servers", Lowering::symbol(zone, hosted_zone_id(zone.name), "NameServers")}},
      above == nullptr
          ? "enter the name servers of the zone at the registrar of " + domain +
                ", or as NS records in the zone above it"
          : "enter the name servers of the zone as NS records of " + domain +
                " in the zone above it, " + domain_form(above->as<HostedZone>().domain));
}

}  // namespace btsinfra
