#include "stages/resolve/allocate.h"

#include <algorithm>

namespace btsinfra {

std::optional<Cidr> first_free(const Cidr& space, int prefix, std::vector<Cidr> taken) {
  if (prefix < space.prefix() || prefix > 32) return std::nullopt;
  std::sort(taken.begin(), taken.end());
  std::uint64_t step = std::uint64_t{1} << (32 - prefix);
  std::uint64_t at = space.first();
  // Behind each taken block, the next aligned address is the next candidate.
  for (const Cidr& block : taken) {
    if (block.last() < at) continue;
    if (block.first() >= at + step) break;
    at = (std::uint64_t{block.last()} + step) / step * step;
  }
  if (at + step - 1 > space.last()) return std::nullopt;
  return space.nth_subnet(prefix, (at - space.first()) / step);
}

}  // namespace btsinfra
