// Words that an engine, or RDS itself, keeps for itself: no master user and no database may bear
// one.
#pragma once

#include <string_view>

#include "btsinfra/services/database.h"

namespace btsinfra {

// Case does not matter.
[[nodiscard]] bool reserved_for_user(DatabaseEngine engine, std::string_view word);
[[nodiscard]] bool reserved_for_database(DatabaseEngine engine, std::string_view word);

}  // namespace btsinfra
