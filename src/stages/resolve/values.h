// What the field tables demand of finished settings: required fields and bounds. The same for every
// front end.
#pragma once

#include <set>

#include "diag/diagnostics.h"
#include "model/fields.h"
#include "model/places.h"

namespace btsinfra {

// Places that fail are added to `tainted`; what is tainted already is passed over.
void check_values(const fields::Type& type, const void* record, const Place& place,
                  const Places& places, std::set<Place>& tainted, Diagnostics& diags);

}  // namespace btsinfra
