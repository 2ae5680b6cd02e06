#include "services/exposure.h"

#include "btsinfra/services/common.h"

#include "services/admission.h"

namespace btsinfra {
namespace {

std::string shown(const PortRange& ports) {
  std::string text = std::to_string(ports.first);
  if (ports.last != ports.first) text += "-" + std::to_string(ports.last);
  return text;
}

void check_source(const Component& component, const AllowRule& rule, const Place& place, Id id,
                  const ResolvedSystem& system, Diagnostics& diags) {
  const std::optional<Everybody> everybody = admits_everybody(component, rule.from, system);
  if (!everybody) return;
  Report report = diags.report(id, system.places().value(place / "from"),
                               "a {} would be open to the whole internet", component.kind->noun());
  if (everybody->parameter != nullptr) {
    report.note(system.at(*everybody->parameter, "default"), "the parameter admits everybody");
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
