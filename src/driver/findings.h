// Findings of all states of a system as one list: most of what is wrong in one is wrong in all.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "diag/diagnostics.h"
#include "model/places.h"
#include "stages/resolve/scenarios.h"

namespace btsinfra {

class StateFindings {
 public:
  explicit StateFindings(Diagnostics& all) : all_(all) {}

  // Adds what no state before has shown, and says in which scenarios it holds. `places` are those
  // of the base, in which every scenario stands as written.
  void add(const State& state, const Diagnostics& found, const Places& places);
  // Once all states are added.
  void finish();

 private:
  using Key = std::tuple<Span, Id, std::string>;

  Diagnostics& all_;
  std::map<Key, std::size_t> known_;
  std::vector<Diagnostic> findings_;
  std::size_t of_base_ = 0;  // so many of them hold without any scenario
};

}  // namespace btsinfra
