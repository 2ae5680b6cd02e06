// The keys of CreationPolicy and UpdatePolicy, which stand in no resource's schema.
#pragma once

#include "btsinfra/model/value.h"

#include "diag/diagnostics.h"
#include "services/resolved.h"

namespace btsinfra {

// Keys that are nearly one that CloudFormation knows, in the two policies of the record at that
// place; what resembles none may be newer than this compiler.
void check_policy_keys(const Place& place, const FreeValue& creation_policy,
                       const FreeValue& update_policy, const ResolvedSystem& system,
                       Diagnostics& diags);

}  // namespace btsinfra
