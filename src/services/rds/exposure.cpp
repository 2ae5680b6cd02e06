#include "services/rds/exposure.h"

namespace btsinfra {
namespace {

// A parameter that stands for an address block.
const Component* parameter_of(const Component& component, const Source& source,
                              const ResolvedSystem& system) {
  const auto* reference = std::get_if<AnyRef>(&source);
  if (reference == nullptr) return nullptr;
  const Component* named = system.target(component, reference->target);
  return named != nullptr && named->kind->key() == "parameters" ? named : nullptr;
}

bool admits_everybody(const Component& component, const Source& source,
                      const ResolvedSystem& system) {
  if (std::holds_alternative<Internet>(source)) return true;
  if (const auto* block = std::get_if<Cidr>(&source)) return block->prefix() == 0;
  const Component* parameter = parameter_of(component, source, system);
  return parameter != nullptr && parameter->as<Parameter>().default_value == "0.0.0.0/0";
}

std::string shown(const PortRange& ports) {
  std::string text = std::to_string(ports.first);
  if (ports.last != ports.first) text += "-" + std::to_string(ports.last);
  return text;
}

void check_source(const Component& component, const AllowRule& rule, const Place& place, Id id,
                  const ResolvedSystem& system, Diagnostics& diags) {
  if (!admits_everybody(component, rule.from, system)) return;
  Report report = diags.report(id, system.places().value(place / "from"),
                               "a {} would be open to the whole internet", component.kind->noun());
  if (const Component* parameter = parameter_of(component, rule.from, system)) {
    report.note(system.at(*parameter, "default"), "the parameter admits everybody");
  }
  report.help("allow what uses it, as `autoscaling.web`, or the address blocks of its clients");
}

void check_ports(const Component& component, const AllowRule& rule, const Place& place, int port,
                 Id id, const ResolvedSystem& system, Diagnostics& diags) {
  for (std::size_t i = 0; i < rule.ports.size(); ++i) {
    const PortRange& ports = rule.ports[i];
    if (ports.first == port && ports.last == port) continue;
    diags
        .report(id, system.places().value(place / "ports" / i),
                "port {} is opened, but the {} serves {} only", shown(ports),
                component.kind->noun(), port)
        .help("leave `ports` out: the rule then opens " + std::to_string(port));
  }
}

}  // namespace

void check_exposure(const Component& component, const std::vector<AllowRule>& rules, int port,
                    const ExposureIds& ids, const ResolvedSystem& system, Diagnostics& diags) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const Place place = component.place / "allow" / i;
    check_source(component, rules[i], place, ids.open, system, diags);
    check_ports(component, rules[i], place, port, ids.unserved, system, diags);
  }
}

}  // namespace btsinfra
