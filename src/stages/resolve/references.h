// Whether every reference names something that exists, of the right kind and type; and whether
// components need each other in a circle.
#pragma once

#include <set>

#include "diag/diagnostics.h"
#include "services/resolved.h"

namespace btsinfra {

// Places of references that fail are added to `tainted`.
void check_references(const ResolvedSystem& system, std::set<Place>& tainted, Diagnostics& diags);

// Only for references that passed their check: those at tainted places are passed over.
void check_cycles(const ResolvedSystem& system, const std::set<Place>& tainted, Diagnostics& diags);

}  // namespace btsinfra
