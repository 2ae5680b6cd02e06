// Lays what a scenario sets over a blueprint's document.
//
// It works on the document and not on the typed settings, so that everything which is judged later
// (types, bounds, names) is judged once and points into the scenario where that gave the value.
#pragma once

#include "diag/diagnostics.h"
#include "stages/read/document.h"

namespace btsinfra {

struct OverlayRules {
  bool renames = false;  // `system` and `region` may be set: another environment, not a state
};

// `set` is a map from paths to values: maps merge, single values and lists replace, null removes.
// A path is cut at its dots, but an existing name with dots in it is found whole. Of two entries of
// which one leads into the other, the one that leads further wins. What cannot be applied is
// reported at its line and left out.
[[nodiscard]] Document overlaid(const Document& base, const Node& set, const OverlayRules& rules,
                                const SourceMap& sources, Diagnostics& diags);

}  // namespace btsinfra
