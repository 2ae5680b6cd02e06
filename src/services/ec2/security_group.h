// Security groups: one per component that is connected to, made of the `allow:` that others and it
// itself contributed.
//
// All groups stand in the network stack, and every rule is a resource of its own: two groups that
// name each other are then no circle, and deletion happens in the right order.
#pragma once

#include <string>

#include "btsinfra/services/common.h"

#include "services/lowering.h"

namespace btsinfra {

// The component's group with the id that its kind gives (Kind::security_group) and its rules.
// `purpose` goes into the description, as in "load-balancer": EC2 admits only
// `a-z A-Z 0-9 space . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *` there.
// Returns the group's id as a value.
cfn::Value lower_security_group(const Component& component, const std::string& purpose,
                                const Tags& tags, Lowering& lowering);

}  // namespace btsinfra
