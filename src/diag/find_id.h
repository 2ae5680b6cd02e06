// From what people write to an id.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "diag/diagnostics.h"

namespace btsinfra {

// "BTS5003", in any case, with or without the letters; nullptr for what is no id.
[[nodiscard]] const IdInfo* find_id(std::string_view text);
// The id that looks most like it, as "BTS5003", among those that are not graver than `gravest`.
[[nodiscard]] std::optional<std::string> near_id(std::string_view text,
                                                 Severity gravest = Severity::Error);

}  // namespace btsinfra
