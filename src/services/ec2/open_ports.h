// Ports that nobody may offer to the whole internet: those to log in by, and those of databases and
// caches.
#pragma once

#include <span>
#include <vector>

#include "btsinfra/services/common.h"

#include "services/kind.h"
#include "services/resolved.h"

namespace btsinfra {

// `allow` of an instance, or of containers on one; a rule without ports opens `own_ports`.
void check_open_ports(const Component& component, const std::vector<AllowRule>& rules,
                      std::span<const PortRange> own_ports, const ResolvedSystem& system,
                      Diagnostics& diags);

// Whether what stands behind a load balancer lets everybody in to the ports that it serves: whoever
// comes past the load balancer comes past its web ACL, its certificate and its logs, too.
void check_open_behind(const Component& component, const std::vector<AllowRule>& rules,
                       const PortRange& served, const Component& balancer,
                       const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
