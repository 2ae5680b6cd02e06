// What depends on the engine and its version: whether RDS makes such an instance at all.
#pragma once

#include "btsinfra/services/database.h"

#include "services/kind.h"
#include "services/resolved.h"

namespace btsinfra {

// Version, instance class, log exports and Performance Insights of a whole database (replica.h).
void check_engine(const Component& component, const Database& database,
                  const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
