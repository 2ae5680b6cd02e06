// What earlier builds decided and later ones keep: addresses that were asked for, not given.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "btsinfra/types/cidr.h"

namespace btsinfra {

// A block that is asked for: tier and zone letter.
using AskedBlock = std::pair<std::string, std::string>;

// tier -> zone letter -> block
using LockedSubnets = std::map<std::string, std::map<std::string, Cidr>>;

struct Lock {
  LockedSubnets subnets;                              // of the base and its scenarios
  std::map<std::string, LockedSubnets> environments;  // by name: networks of their own

  [[nodiscard]] bool empty() const { return subnets.empty() && environments.empty(); }
  bool operator==(const Lock&) const = default;
};

}  // namespace btsinfra
