#include "services/acm/certificate_zones.h"

#include <algorithm>

#include "btsinfra/services/certificate.h"
#include "btsinfra/services/hosted_zone.h"

#include "services/domain_names.h"

namespace btsinfra {

std::vector<const Component*> certificate_zones(const Component& certificate,
                                                const ResolvedSystem& system) {
  const auto& settings = certificate.as<Certificate>();
  std::vector<const Component*> zones;
  const auto add = [&](const Ref<HostedZone>& named) {
    const Component* zone = system.target(certificate, named.target(), "hosted_zones");
    if (zone != nullptr && std::find(zones.begin(), zones.end(), zone) == zones.end()) {
      zones.push_back(zone);
    }
  };
  add(settings.zone);
  for (const Ref<HostedZone>& named : settings.zones) add(named);
  return zones;
}

const Component* zone_of(const Component& certificate, std::string_view name,
                         const ResolvedSystem& system) {
  const Component* nearest = nullptr;
  const auto depth = [](const Component& zone) {
    return domain_form(zone.as<HostedZone>().domain).size();
  };
  for (const Component* zone : certificate_zones(certificate, system)) {
    if (!lies_under(without_wildcard(name), zone->as<HostedZone>().domain)) continue;
    if (nearest == nullptr || depth(*zone) > depth(*nearest)) nearest = zone;
  }
  return nearest;
}

}  // namespace btsinfra
