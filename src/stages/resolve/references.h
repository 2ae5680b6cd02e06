// Whether every reference names something that exists, of the right kind and type, and is not lost
// in the state being built; and whether components need each other in a circle.
#pragma once

#include <cstddef>
#include <map>
#include <set>

#include "diag/diagnostics.h"
#include "services/resolved.h"

namespace btsinfra {

// Places of references that fail are added to `tainted`. `lost` are the blueprints that are lost,
// each with where the scenario says so; what stands in them is not judged.
void check_references(const ResolvedSystem& system, const std::map<std::size_t, Place>& lost,
                      std::set<Place>& tainted, Diagnostics& diags);

// Only for references that passed their check: those at tainted places are passed over.
void check_cycles(const ResolvedSystem& system, const std::set<Place>& tainted, Diagnostics& diags);

}  // namespace btsinfra
