// The role of a component's instances: one per component, with what its grants say and nothing
// else.
#pragma once

#include <string>

#include "btsinfra/services/common.h"

#include "services/lowering.h"

namespace btsinfra {

struct InstanceRole {
  std::string role;     // logical id
  std::string profile;  // logical id; Ref gives its name, GetAtt Arn its ARN
};

// `<stem>Role` with one inline policy for each component that it was granted something about,
// and `<stem>Profile`, which hands it to instances. With `session_manager` the instances can be
// logged in to through Systems Manager.
InstanceRole lower_instance_role(const Component& component, Layer layer, const std::string& stem,
                                 bool session_manager, const Tags& tags, Lowering& lowering);

}  // namespace btsinfra
