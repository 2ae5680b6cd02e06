// The KMS key of what databases, caches, buckets and secrets keep.
#pragma once

#include "cfn/value.h"
#include "services/kind.h"
#include "services/resolved.h"

namespace btsinfra {

// That there is something to encrypt with it, and that it is of the region: KMS keys never leave
// theirs. Ids and aliases are of the region of the stack by themselves.
void check_storage_key(const Component& component, const std::optional<Late<std::string>>& key,
                       bool encrypted, Id id, const ResolvedSystem& system, Diagnostics& diags);

// The same where readers are granted the use of the key, which IAM grants by the key's own ARN
// only: no alias, no id.
void check_granted_key(const Component& component, const std::optional<Late<std::string>>& key,
                       Id id, const ResolvedSystem& system, Diagnostics& diags);

// The value of the field; Null where its reference names nothing.
[[nodiscard]] cfn::Value key_value(const Component& component, const Late<std::string>& key,
                                   const ResolvedSystem& system);

}  // namespace btsinfra
