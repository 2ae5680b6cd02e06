// CloudFormation's own functions, for `resources` and `overrides`. Each is the map that stands in a
// template (AWS CloudFormation Template Reference, "Intrinsic functions").
#pragma once

#include <string>

#include "btsinfra/model/value.h"

namespace btsinfra::fn {

[[nodiscard]] FreeValue ref(std::string logical_id);
[[nodiscard]] FreeValue get_att(std::string logical_id, std::string attribute);
[[nodiscard]] FreeValue sub(std::string text);
[[nodiscard]] FreeValue join(std::string between, FreeList parts);

}  // namespace btsinfra::fn
