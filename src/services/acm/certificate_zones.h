// In which zones ownership of a certificate's names is proven.
#pragma once

#include <string_view>
#include <vector>

#include "services/resolved.h"

namespace btsinfra {

// Those of `zone` and `zones`, each once.
[[nodiscard]] std::vector<const Component*> certificate_zones(const Component& certificate,
                                                              const ResolvedSystem& system);
// The nearest of them that the name lies under; nullptr: none.
[[nodiscard]] const Component* zone_of(const Component& certificate, std::string_view name,
                                       const ResolvedSystem& system);

}  // namespace btsinfra
