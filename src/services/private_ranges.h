// Blocks of addresses that belong to no one on the internet: RFC 1918, and RFC 6598 for carriers.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "btsinfra/types/cidr.h"

namespace btsinfra {

[[nodiscard]] inline bool is_private(const Cidr& block) {
  constexpr std::array<std::string_view, 4> ranges{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                                   "100.64.0.0/10"};
  return std::any_of(ranges.begin(), ranges.end(), [&](std::string_view range) {
    return Cidr::parse(range).value().contains(block);
  });
}

}  // namespace btsinfra
