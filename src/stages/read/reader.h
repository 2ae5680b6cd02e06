// From a document to typed settings, by the field tables. Judges shape only: whether a key exists,
// whether a scalar is of the field's type. What must be there and what bounds hold is checked later
// on the finished model, so that every front end gets the same checks.
#pragma once

#include <set>

#include "btsinfra/model/blueprint.h"

#include "diag/diagnostics.h"
#include "model/fields.h"
#include "model/path.h"
#include "stages/read/document.h"

namespace btsinfra {

// Fills `out` as far as the document can be understood; `source` is the file it was read from.
// Everything refused is reported and its place added to `tainted`: checks that build on such a
// value would only repeat the finding.
void read_record(const fields::Type& type, void* out, const Node& node, const Place& place,
                 const SourceMap& sources, Diagnostics& diags, std::set<Place>& tainted);

}  // namespace btsinfra
