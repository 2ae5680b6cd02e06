// Names that the systems of a run and their environments would take from each other.
#pragma once

#include <map>
#include <string>

#include "cfn/account_names.h"
#include "diag/diagnostics.h"
#include "stages/partition/unite.h"

namespace btsinfra {

// An environment may stand in the account of its base and of other environments, so they share no
// name at all. Other systems may have accounts of their own: they share none that is unique in the
// world. (Within one state check_limits looks.)
class TakenNames {
 public:
  // Reports the names of the system's base or of one of its environments that one given before has,
  // and keeps the others. `system` is the name of the base.
  void add(const std::string& system, const StateView& state, Diagnostics& diags);

 private:
  struct Owner {
    std::string system;
    std::string environment;  // empty: the base
    Span place;

    [[nodiscard]] bool is(const Owner& other) const {
      return system == other.system && environment == other.environment;
    }
  };

  void take(const cfn::AccountName& name, Owner owner, Diagnostics& diags);

  std::map<cfn::AccountName, Owner> owners_;
};

}  // namespace btsinfra
