// The forms that values take on their way from one stack to another.
//
// AWS facts this rests on:
// - Outputs and what reads them are strings: a list is joined for the way and split at its end.
// - Fn::GetStackOutput reads any region; linters of today refuse it inside Sub and Base64 and as a
//   bare output, and take it wrapped in Fn::Join everywhere.
// - The copy of a secret in another region has the same ARN but for the region.
#pragma once

#include <string>
#include <string_view>

#include "btsinfra/types/region.h"

#include "cfn/template.h"
#include "cfn/value.h"

namespace btsinfra {

// What an output holds of a list.
[[nodiscard]] cfn::Value joined_list(cfn::Value list);
// The list again, of what was read.
[[nodiscard]] cfn::Value split_list(cfn::Value text);

[[nodiscard]] cfn::Value stack_output(std::string stack_name, std::string output,
                                      const Region& region);

// The ARN of the copy in `copy` of what `arn` names in `home`.
[[nodiscard]] cfn::Value arn_of_copy(cfn::Value arn, const Region& copy);

// Makes a secret's copy in that region, if the resource does not have it made already.
void copy_to(cfn::Resource& secret, const Region& region);

}  // namespace btsinfra
