// The task definition of a service, with its roles and its log group.
#pragma once

#include "services/lowering.h"

namespace btsinfra {

void lower_task_definition(const Component& service, Layer layer, Lowering& lowering);

}  // namespace btsinfra
