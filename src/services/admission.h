// Whether a rule of `allow:` lets everybody in: the question behind every check of open ports.
#pragma once

#include <optional>

#include "btsinfra/services/common.h"

#include "services/resolved.h"

namespace btsinfra {

struct Everybody {
  const Component* parameter = nullptr;  // lets everybody in by its default; none: the rule itself
};

// Nothing where the source is narrower, or a parameter that the deployment decides.
[[nodiscard]] std::optional<Everybody> admits_everybody(const Component& component,
                                                        const Source& source,
                                                        const ResolvedSystem& system);

}  // namespace btsinfra
