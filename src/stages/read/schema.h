// The language as JSON Schema (draft 2020-12), from the same field tables that read it. Editors
// complete and check blueprints with it.
#pragma once

#include <string>

namespace btsinfra {

// Ends with a newline; the same bytes for the same tables.
[[nodiscard]] std::string blueprint_schema();

}  // namespace btsinfra
