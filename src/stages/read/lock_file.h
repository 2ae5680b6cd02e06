// `<name>.lock.json`, beside its blueprint.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "diag/diagnostics.h"
#include "stages/resolve/lock.h"
#include "support/source.h"

namespace btsinfra {

// Nothing where the text is no lock file of ours; `diags` then says why, at the file.
[[nodiscard]] std::optional<Lock> read_lock(FileId file, std::string_view text, Diagnostics& diags);

// The same bytes for the same lock.
[[nodiscard]] std::string write_lock(const Lock& lock);

}  // namespace btsinfra
