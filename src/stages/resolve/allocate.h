// Finding room for a block that was asked for.
#pragma once

#include <optional>
#include <vector>

#include "btsinfra/types/cidr.h"

namespace btsinfra {

// The lowest block of that prefix length inside `space` that overlaps none of `taken`; nothing
// where there is none.
[[nodiscard]] std::optional<Cidr> first_free(const Cidr& space, int prefix,
                                             std::vector<Cidr> taken);

}  // namespace btsinfra
