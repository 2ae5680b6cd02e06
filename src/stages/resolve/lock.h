// What earlier builds decided and later ones keep: addresses that were asked for, not given.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "btsinfra/types/cidr.h"

namespace btsinfra {

// A block that is asked for: tier and zone letter.
using AskedBlock = std::pair<std::string, std::string>;

struct Lock {
  // tier -> zone letter -> block
  std::map<std::string, std::map<std::string, Cidr>> subnets;

  [[nodiscard]] bool empty() const { return subnets.empty(); }
  bool operator==(const Lock&) const = default;
};

}  // namespace btsinfra
