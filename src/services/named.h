// What fields name, in words that two states of the system can be compared by.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "btsinfra/model/text.h"

#include "services/resolved.h"

namespace btsinfra {

// As the language writes it, whichever way it is written here: "keys.database.arn", of another
// blueprint "virginia.keys.database.arn"; the text itself where it names nothing.
[[nodiscard]] std::string named(const Component& from, const Reference& reference,
                                std::string_view bare_kind, const ResolvedSystem& system);
// The same of a value, or its words; empty where there is none.
[[nodiscard]] std::string named(const Component& from,
                                const std::optional<Late<std::string>>& value,
                                const ResolvedSystem& system);

}  // namespace btsinfra
