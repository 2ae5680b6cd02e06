// Facts about resource types that the compiler needs beyond what a service writes itself.
#pragma once

#include <string_view>

namespace btsinfra::cfn {

// What Ref gives for a type, as a word for output names: "Id", "Arn", "Name"; "Ref" where unknown.
[[nodiscard]] std::string_view ref_noun(std::string_view type);

// The property that gives a resource its physical name; empty: none that could clash.
[[nodiscard]] std::string_view physical_name_property(std::string_view type);

// Whether creating it needs CAPABILITY_IAM (CloudFormation User Guide, "Acknowledging IAM
// resources").
[[nodiscard]] bool is_iam(std::string_view type);

}  // namespace btsinfra::cfn
