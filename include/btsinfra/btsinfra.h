// All of the library that a C++ blueprint uses; docs/cpp.md teaches it.
#pragma once

// clang-format off
// First and from here, so that what a compiler says of a wrong literal begins with the literal and
// not with a chain of includes.
#include "btsinfra/types/cidr.h"
#include "btsinfra/types/region.h"
#include "btsinfra/program/text.h"
// clang-format on

#include "btsinfra/program/cloudformation.h"
#include "btsinfra/program/main.h"
#include "btsinfra/program/settings.h"
#include "btsinfra/program/system_builder.h"
