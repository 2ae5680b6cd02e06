#pragma once

#include "diag/id.h"

namespace btsinfra::ids {
#define BTS_ID(number, name, severity, title) inline constexpr Id name{number};
#include "diag/ids/programs.def"
#undef BTS_ID
}  // namespace btsinfra::ids
