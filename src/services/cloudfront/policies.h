// The policies that behaviors name: CloudFront's managed ones, and those of the distribution.
#pragma once

#include <string>
#include <string_view>

#include "btsinfra/services/common.h"

#include "services/lowering.h"

namespace btsinfra {

// Cache and header policies of the distribution's own.
void lower_policies(const Component& distribution, Layer layer, Lowering& lowering);

// The id of the policy of that name, as a checked behavior has it.
[[nodiscard]] cfn::Value cache_policy(const Component& distribution, const std::string& name);
[[nodiscard]] cfn::Value header_policy(const Component& distribution, const std::string& name);
[[nodiscard]] cfn::Value forward_policy(std::string_view name);

// The number of a status code as a key of `errors`; 0 where it is none.
[[nodiscard]] int error_code(std::string_view text);

}  // namespace btsinfra
