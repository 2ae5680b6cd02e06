// Values of a database that its attributes and its lowering share.
#pragma once

#include "cfn/value.h"
#include "services/component.h"

namespace btsinfra {

// Of the secret that holds the master user's password: its own, or the one that RDS keeps.
[[nodiscard]] cfn::Value database_secret_arn(const Component& component);
// A dynamic reference, which CloudFormation resolves and no template holds.
[[nodiscard]] cfn::Value database_password(const Component& component);

}  // namespace btsinfra
