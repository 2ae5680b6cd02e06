// What is given the address of a database or cache and may not connect to it. Nothing in a template
// is wrong then: the connection hangs until it times out, on the first request.
#pragma once

#include "diag/diagnostics.h"
#include "services/contributions.h"
#include "services/resolved.h"

namespace btsinfra {

void check_connections(const ResolvedSystem& system, const Contributions& contributions,
                       Diagnostics& diags);

}  // namespace btsinfra
