// From a document node to a free-form value: CloudFormation as the author wrote it.
#pragma once

#include "btsinfra/model/value.h"

#include "diag/diagnostics.h"
#include "stages/read/document.h"

namespace btsinfra {

// False where something in it cannot be read; `diags` then says what and where in `source`. A null
// is none of CloudFormation's values: it stands only where it takes a key out.
[[nodiscard]] bool read_free_value(const Node& node, FreeValue& out, bool null_removes,
                                   const SourceMap& sources, Diagnostics& diags);

}  // namespace btsinfra
