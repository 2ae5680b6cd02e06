// What earlier builds decided and later ones keep: addresses that were asked for, not given.
#pragma once

#include <map>
#include <string>

#include "btsinfra/types/cidr.h"

namespace btsinfra {

struct Lock {
  // tier -> zone letter -> block
  std::map<std::string, std::map<std::string, Cidr>> subnets;

  [[nodiscard]] bool empty() const { return subnets.empty(); }
  bool operator==(const Lock&) const = default;
};

}  // namespace btsinfra
