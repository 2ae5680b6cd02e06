// Replication: new objects of one bucket are copied to another one.
#pragma once

#include <optional>

#include "services/lowering.h"

namespace btsinfra {

// Nothing where the bucket is not replicated. Adds the role that S3 copies with.
[[nodiscard]] std::optional<cfn::Map> lower_replication(const Component& bucket,
                                                        Lowering& lowering);

// Both buckets keep versions, are of one partition, and no bucket gets its own objects back.
void check_replication(const Component& bucket, const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
