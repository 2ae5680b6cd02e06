// A finding that is known and accepted.
#pragma once

#include <string>

#include "btsinfra/types/date.h"

namespace btsinfra {

struct Suppression {
  std::string rule{};      // "BTS5003"
  std::string on{};        // the path of what it is found at, or of something above that
  std::string reason{};    // for whoever reads it in a year
  Date until{};            // the last day; empty: for ever
  std::string scenario{};  // only there; empty: everywhere

  bool operator==(const Suppression&) const = default;
};

}  // namespace btsinfra
