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

// Whether GetAtt of that attribute gives a list, which an output must join and its reader split.
[[nodiscard]] bool is_list_attribute(std::string_view type, std::string_view attribute);

// Whether what Ref gives names a thing of one region that its service copies to others under the
// same name, so that users elsewhere read the copy: a secret.
[[nodiscard]] bool is_copied_between_regions(std::string_view type);

// Why a property may name a region that the state being built has lost; empty: it may not.
[[nodiscard]] std::string_view why_it_names_what_is_lost(std::string_view type,
                                                         std::string_view property);

}  // namespace btsinfra::cfn
