// Where the author made one resource need another: the line to show for an edge between stacks.
#pragma once

#include <string>

#include "services/resolved.h"

namespace btsinfra {

// That a resource of one component uses a resource of another, or waits for it.
struct ResourceUse {
  ComponentId user = 0;
  ComponentId used = 0;
  std::string logical_id;         // of the used resource
  const Place* origin = nullptr;  // of the using one
};

// The reference that makes the use; else the logical id where the author wrote it; else the
// component.
[[nodiscard]] Span place_of(const ResourceUse& use, const ResolvedSystem& system);

}  // namespace btsinfra
