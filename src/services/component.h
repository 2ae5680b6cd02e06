// A component of the system: one named record of settings, whatever its kind.
#pragma once

#include <cstddef>
#include <string>

#include "model/path.h"

namespace btsinfra {

class Kind;

// Index into ResolvedSystem::components().
using ComponentId = std::size_t;

struct Component {
  ComponentId id = 0;
  std::size_t blueprint = 0;  // index in System::blueprints
  const Kind* kind = nullptr;
  std::string name;  // empty for a kind of which there is one, like `network`
  Place place;       // where its record stands
  const void* settings = nullptr;
  // Reader or resolver refused something in it: it exists for names, but is neither checked nor
  // lowered, so that one mistake gives one finding.
  bool tainted = false;

  template <class Settings>
  [[nodiscard]] const Settings& as() const {
    return *static_cast<const Settings*>(settings);
  }
  // "databases.main", as references write it.
  [[nodiscard]] std::string label() const;
};

}  // namespace btsinfra
