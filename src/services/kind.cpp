#include "services/kind.h"

#include <algorithm>

#include "support/check.h"

namespace btsinfra {

Path Kind::path(std::string_view name) const {
  Path top({std::string(key())});
  return name.empty() ? top : top / name;
}

std::optional<Attribute> Kind::attribute(const Component& /*component*/,
                                         std::string_view name) const {
  std::span<const Attribute> known = attributes();
  auto found = std::find_if(known.begin(), known.end(),
                            [name](const Attribute& attribute) { return attribute.name == name; });
  if (found == known.end()) return std::nullopt;
  return *found;
}

void Kind::check(const Component& /*component*/, const ResolvedSystem& /*system*/,
                 Diagnostics& /*diags*/) const {}

void Kind::contribute(const Component& /*component*/, Contributor& /*contributor*/) const {}

void Kind::lower(const Component& /*component*/, Lowering& /*lowering*/) const {}

cfn::Value Kind::value(const Component& /*component*/, std::string_view /*attribute*/,
                       const ResolvedSystem& /*system*/) const {
  BTS_CHECK(false, "a kind with attributes says what they are");
}

std::vector<Placement> Kind::placements(const Component& /*component*/,
                                        const ResolvedSystem& /*system*/) const {
  return {};
}

std::vector<std::string> Kind::possible_values(const Component& /*component*/) const { return {}; }

std::string Kind::security_group(const Component& /*component*/) const { return ""; }

std::vector<const Component*> Kind::group_owners(const Component& component,
                                                 const ResolvedSystem& /*system*/) const {
  if (security_group(component).empty()) return {};
  return {&component};
}

void Kind::check_transition(const Component& /*before*/, const ResolvedSystem& /*left*/,
                            const Component& /*after*/, const ResolvedSystem& /*entered*/,
                            Diagnostics& /*diags*/) const {}

void Kind::check_arrival(const Component& /*after*/, const ResolvedSystem& /*left*/,
                         const ResolvedSystem& /*entered*/, Diagnostics& /*diags*/) const {}

void Kind::advise(const Component& /*component*/, const Advising& /*advising*/) const {}

std::vector<Statement> Kind::access(const Component& /*component*/, AccessKind /*access*/,
                                    const ResolvedSystem& /*system*/) const {
  return {};
}

}  // namespace btsinfra
