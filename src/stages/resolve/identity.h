// The names of the system and its blueprints.
#pragma once

#include <set>

#include "btsinfra/model/blueprint.h"

#include "diag/diagnostics.h"
#include "model/places.h"

namespace btsinfra {

// They become parts of stack names and exports: lower-case letters, digits and hyphens, and no
// blueprint bears the name of a kind, or references could not tell them apart.
void check_identity(const System& system, const Places& places, std::set<Place>& tainted,
                    Diagnostics& diags);

}  // namespace btsinfra
