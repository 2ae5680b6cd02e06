// Checks of the containers of one service, apart from those of the service itself.
#pragma once

#include "diag/diagnostics.h"
#include "services/resolved.h"

namespace btsinfra {

// Names, images, ports, memory, variables and secrets.
void check_containers(const Component& service, const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
