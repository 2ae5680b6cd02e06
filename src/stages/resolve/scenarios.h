// The states of a system: its base and what its blueprints call scenarios, each with what it loses
// and from where it is entered.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "btsinfra/model/blueprint.h"

#include "diag/diagnostics.h"
#include "model/places.h"

namespace btsinfra {

struct State {
  std::string name;                   // of the scenario; empty: the base
  std::size_t before = 0;             // index of the state from which it is entered
  std::map<std::size_t, Place> lost;  // blueprints, each with where that is said
  bool environment = false;           // another system, not a state of this one
  std::set<std::size_t> defined_by;   // blueprints
  Place place;                        // of the first definition

  [[nodiscard]] bool is_base() const { return name.empty(); }
};

// The base first, every other behind the one from which it is entered. A scenario whose own
// definition is refused is reported and left out.
[[nodiscard]] std::vector<State> list_states(const System& base, const Places& places,
                                             const std::set<Place>& tainted, Diagnostics& diags);

// The names of all scenarios, refused ones too.
[[nodiscard]] std::vector<std::string> scenario_names(const System& base);

}  // namespace btsinfra
