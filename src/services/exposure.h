// `allow` of what holds data, databases and caches alike: never the whole internet, and only ports
// that are served.
#pragma once

#include "btsinfra/services/common.h"

#include "services/kind.h"
#include "services/resolved.h"

namespace btsinfra {

struct ExposureIds {
  Id open{};      // the internet is allowed in
  Id unserved{};  // a port is opened that nothing serves
};

void check_exposure(const Component& component, const std::vector<AllowRule>& rules, int port,
                    const ExposureIds& ids, const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
