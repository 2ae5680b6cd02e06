// Free-form CloudFormation of the author's, as values of the compiler.
#pragma once

#include "btsinfra/model/value.h"

#include "cfn/value.h"
#include "services/lowering.h"

namespace btsinfra {

// `${{ references }}` become values, and so do Ref, Fn::GetAtt and Fn::Sub of logical ids:
// whichever stack the named resource stands in, they find it. Whether a logical id exists is found
// out once all resources are known (stages/lower). Ref of a parameter or pseudo parameter stays
// what it is.
[[nodiscard]] cfn::Value from_free_form(const Component& component, const FreeValue& value,
                                        const Lowering& lowering);

// The value of `FreeValue` that must be a map: its entries, or none.
[[nodiscard]] cfn::Map map_from_free_form(const Component& component, const FreeValue& value,
                                          const Lowering& lowering);

}  // namespace btsinfra
