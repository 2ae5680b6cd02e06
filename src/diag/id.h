// The number of a kind of finding. The ids themselves are constants in diag/ids/<group>.h, so that
// a new one rebuilds the files that report findings of its group and no others.
#pragma once

#include <compare>
#include <cstdint>

namespace btsinfra {

struct Id {
  std::uint16_t number = 0;

  constexpr auto operator<=>(const Id&) const = default;
};

}  // namespace btsinfra
