// `btsinfra schema`: the language as JSON Schema, or as a reference for people.
#pragma once

#include <cstdint>

#include "cli/env.h"
#include "cli/exit_status.h"

namespace btsinfra {

enum class SchemaFormat : std::uint8_t { Json, Markdown };

[[nodiscard]] ExitStatus run_schema(SchemaFormat format, const Env& env);

}  // namespace btsinfra
