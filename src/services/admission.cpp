#include "services/admission.h"

#include "btsinfra/services/common.h"

#include "services/kind.h"

namespace btsinfra {
namespace {

// Nobody owns so much of the internet: two halves of it are all of it too.
constexpr int largest_owned = 8;

bool is_everybody(const Cidr& block) { return block.prefix() < largest_owned; }

}  // namespace

std::optional<Everybody> admits_everybody(const Component& component, const Source& source,
                                          const ResolvedSystem& system) {
  if (std::holds_alternative<Internet>(source)) return Everybody{};
  if (const auto* block = std::get_if<Cidr>(&source)) {
    return is_everybody(*block) ? std::optional(Everybody{}) : std::nullopt;
  }
  const auto* reference = std::get_if<AnyRef>(&source);
  if (reference == nullptr) return std::nullopt;
  const Component* named = system.target(component, reference->target);
  if (named == nullptr) return std::nullopt;
  for (const std::string& value : named->kind->possible_values(*named)) {
    const CidrResult block = Cidr::parse(value);
    if (block && is_everybody(block.value())) return Everybody{named};
  }
  return std::nullopt;
}

}  // namespace btsinfra
