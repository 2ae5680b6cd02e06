// What an instance runs at first boot: the author's script, and before it what only the compiler
// knows, namely the variables of `environment` and the cluster that a host joins.
#pragma once

#include "services/ec2/instance.h"

namespace btsinfra {

// Whether there is anything to run.
[[nodiscard]] bool has_boot_script(const InstanceSettings& settings);
// {"Fn::Base64": …}
[[nodiscard]] cfn::Value boot_script(const Component& component, const InstanceSettings& settings,
                                     const Lowering& lowering);

// Names of variables, and that lines can be put before the author's own.
void check_boot_script(const Component& component, const InstanceSettings& settings,
                       const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
