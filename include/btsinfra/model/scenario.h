// A state of the system other than its base: one region lost, the way back, another environment.
#pragma once

#include <string>
#include <vector>

namespace btsinfra {

// What a scenario lays over its blueprint. The front end that reads the blueprint applies it, so
// the model of a state holds the result and this only says whether there was anything to apply.
struct Overlay {
  bool given = false;

  bool operator==(const Overlay&) const = default;
};

struct Scenario {
  std::string after{};               // the state from which it is entered; empty: the base
  std::vector<std::string> loses{};  // names of blueprints that are gone in it
  bool environment = false;          // another system built from the same blueprints, not a state
  Overlay set{};

  bool operator==(const Scenario&) const = default;
};

}  // namespace btsinfra
