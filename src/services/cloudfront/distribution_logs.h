// Access logs of distributions (CloudFront standard logging v2).
#pragma once

#include "btsinfra/services/common.h"

#include "services/lowering.h"

namespace btsinfra {

// Source, destination and delivery of a distribution's access logs; nothing where it has none.
void lower_access_logs(const Component& distribution, Layer layer, Lowering& lowering);

}  // namespace btsinfra
