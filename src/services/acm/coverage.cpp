#include "services/acm/coverage.h"

#include <algorithm>

#include "btsinfra/services/certificate.h"
#include "btsinfra/services/hosted_zone.h"

#include "services/domain_names.h"
#include "services/kind.h"

namespace btsinfra {
namespace {

// The name without its first label; empty where that is all of it.
std::string_view parent(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot == std::string_view::npos || dot == 0 ? "" : name.substr(dot + 1);
}

}  // namespace

bool covers(std::span<const std::string> names, std::string_view host) {
  const std::string wanted = domain_form(host);
  return std::any_of(names.begin(), names.end(), [&](const std::string& given) {
    const std::string name = domain_form(given);
    const std::string_view base = without_wildcard(name);
    if (name == wanted) return true;
    return base.size() < name.size() && !wanted.starts_with('*') && parent(wanted) == base;
  });
}

std::optional<std::string> covering_wildcard(std::string_view host, const ResolvedSystem& system) {
  const std::string name = domain_form(host);
  const std::string_view above = parent(name);
  if (name.starts_with('*') || above.find('.') == std::string_view::npos) return std::nullopt;
  for (const Component& zone : system.components()) {
    if (zone.kind->key() != "hosted_zones" || zone.tainted) continue;
    if (domain_form(zone.as<HostedZone>().domain) == name) return std::nullopt;
  }
  return "*." + std::string(above);
}

const Component* certificate_of(const Component& from, const Late<std::string>& arn,
                                const ResolvedSystem& system) {
  if (arn.reference() == nullptr) return nullptr;
  const Component* named = system.target(from, *arn.reference());
  return named != nullptr && named->kind->key() == "certificates" ? named : nullptr;
}

std::span<const std::string> certificate_names(const Component& certificate) {
  return certificate.as<Certificate>().names;
}

}  // namespace btsinfra
