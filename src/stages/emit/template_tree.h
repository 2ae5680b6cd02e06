// A template as one tree of values in the order in which people expect to read it: the part that
// the YAML and the JSON writer share.
#pragma once

#include "cfn/template.h"

namespace btsinfra {

// {"AWSTemplateFormatVersion": …, "Description": …, …, "Resources": {…}, "Outputs": {…}}; sections
// without content are left out, but for Resources, which CloudFormation demands.
[[nodiscard]] cfn::Map template_tree(const cfn::Template& source);

// What stands under the logical id: Type first, Properties last.
[[nodiscard]] cfn::Map resource_tree(const cfn::Resource& resource);

}  // namespace btsinfra
