// Connections that never come about: to a database or cache whose address is handed to who may not
// connect to it, and from blocks of addresses that nothing leads from. Nothing in a template is
// wrong then: the connection hangs until it times out, on the first request.
#pragma once

#include "diag/diagnostics.h"
#include "services/contributions.h"
#include "services/resolved.h"

namespace btsinfra {

void check_connections(const ResolvedSystem& system, const Contributions& contributions,
                       Diagnostics& diags);

}  // namespace btsinfra
