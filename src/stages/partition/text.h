// From a text in parts to one CloudFormation value.
#pragma once

#include "cfn/value.h"

namespace btsinfra {

// `parts` hold strings and values of one template (Ref, GetAtt, ImportValue …). The result is a
// plain string, Fn::Sub, or Fn::Join where Sub could not keep the words byte for byte.
[[nodiscard]] cfn::Value join_parts(cfn::List parts);

}  // namespace btsinfra
