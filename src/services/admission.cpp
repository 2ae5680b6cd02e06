#include "services/admission.h"

namespace btsinfra {

std::optional<Everybody> admits_everybody(const Component& component, const Source& source,
                                          const ResolvedSystem& system) {
  if (std::holds_alternative<Internet>(source)) return Everybody{};
  if (const auto* block = std::get_if<Cidr>(&source)) {
    return block->prefix() == 0 ? std::optional(Everybody{}) : std::nullopt;
  }
  const auto* reference = std::get_if<AnyRef>(&source);
  if (reference == nullptr) return std::nullopt;
  const Component* named = system.target(component, reference->target);
  if (named == nullptr) return std::nullopt;
  const auto& parameters = system.blueprint(*named).parameters;
  const auto found = parameters.find(named->name);
  // A component of another kind may bear a parameter's name.
  if (found == parameters.end() || named->settings != &found->second) return std::nullopt;
  if (found->second.default_value != "0.0.0.0/0") return std::nullopt;
  return Everybody{named};
}

}  // namespace btsinfra
