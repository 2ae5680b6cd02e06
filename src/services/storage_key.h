// The KMS key of what databases and caches keep on disk.
#pragma once

#include "services/kind.h"
#include "services/resolved.h"

namespace btsinfra {

// That there is something to encrypt with it, and that it is of the region: KMS keys never leave
// theirs. Ids and aliases are of the region of the stack by themselves.
void check_storage_key(const Component& component, const std::optional<Late<std::string>>& key,
                       bool encrypted, Id id, const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
