// Names that the systems of a run, their environments and their states would take from each other.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "cfn/account_names.h"
#include "diag/diagnostics.h"
#include "stages/partition/unite.h"

namespace btsinfra {

// An environment may stand in the account of its base and of other environments, so they share no
// name at all. Other systems may have accounts of their own: they share none that is unique in the
// world. The states of a system are one thing here, as one stands at a time. (Within one state
// check_limits looks.)
class TakenNames {
 public:
  // Reports the names of a system's state that a system, a base or an environment given before has,
  // and keeps the others. `system` counts the systems of the run; `name` is what its base is
  // called.
  void add(std::size_t system, const std::string& name, const StateView& state, Diagnostics& diags);

 private:
  struct Owner {
    std::size_t system = 0;
    std::string name;         // of the system
    std::string environment;  // empty: the base and its states
    std::string state;        // as messages call it
    Span place;
  };

  // The first of each system that has the name.
  std::map<cfn::AccountName, std::vector<Owner>> owners_;
};

// A name that a resource of the state before still has when another resource of the state of that
// index is made: CloudFormation makes what is new before it deletes what is gone, and what stands
// in a lost region is not deleted at all.
void check_handed_on(const std::vector<StateView>& states, std::size_t index, Diagnostics& diags);

}  // namespace btsinfra
