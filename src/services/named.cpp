#include "services/named.h"

#include "btsinfra/model/blueprint.h"

#include "services/kind.h"

namespace btsinfra {

std::string named(const Component& from, const Reference& reference, std::string_view bare_kind,
                  const ResolvedSystem& system) {
  const auto found = system.lookup(from.blueprint, reference.path, bare_kind);
  const auto* target = std::get_if<ReferenceTarget>(&found);
  if (target == nullptr) return reference.path;
  const Component& component = *target->component;
  const std::string attribute(target->attribute_name());
  return system.label_in(from.blueprint, component) + (attribute.empty() ? "" : "." + attribute);
}

std::string named(const Component& from, const std::optional<Late<std::string>>& value,
                  const ResolvedSystem& system) {
  if (!value) return "";
  if (const std::string* words = value->literal()) return *words;
  return named(from, *value->reference(), "", system);
}

}  // namespace btsinfra
