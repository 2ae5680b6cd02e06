// The second stage: names, references, values, addresses and order over the whole system.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "diag/diagnostics.h"
#include "services/resolved.h"
#include "stages/resolve/lock.h"

namespace btsinfra {

struct ResolveOptions {
  bool locked = false;                  // a change to a lock is an error
  std::map<std::size_t, Place> lost{};  // blueprints, each with where the scenario says so
  // What other states of the system ask for, per blueprint: it keeps what a lock holds for it.
  std::vector<std::set<AskedBlock>> asked_elsewhere{};
  std::string today{};  // by which facts that age are judged; empty: each by its data's date
};

struct Resolution {
  std::unique_ptr<ResolvedSystem> system;
  std::vector<Lock> locks;  // per blueprint, as they must be from now on
};

// `tainted` are the places that the reader refused; `locks` what stands in the lock files, per
// blueprint. Reports all it finds; what it hands back is fit for the service checks of every
// component that is not tainted.
[[nodiscard]] Resolution resolve(const System& system, const Places& places,
                                 std::set<Place> tainted, const std::vector<Lock>& locks,
                                 const ResolveOptions& options, Diagnostics& diags);

}  // namespace btsinfra
