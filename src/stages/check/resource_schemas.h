// Resources held to CloudFormation's published schemas, before anything is uploaded.
//
// What people wrote themselves, raw resources and overrides, gets findings at its place. What the
// compiler made is held to the same facts: a violation there is a mistake of the compiler, and the
// finding says so.
#pragma once

#include "diag/diagnostics.h"
#include "services/lowered.h"
#include "services/resolved.h"
#include "stages/partition/plan.h"

namespace btsinfra {

// Types, regions and properties. `passed`, if given, is the plan of a state whose properties all
// fit: a resource that has the same ones there is not held to its schema again. True: all
// properties fit.
bool check_resource_schemas(const Plan& plan, const ResolvedSystem& system, const Plan* passed,
                            Diagnostics& diags);

// `!GetAtt` and `!Ref` in what people wrote: attributes that the type does not give, pseudo
// parameters that do not exist.
void check_resource_attributes(const Lowered& lowered, const ResolvedSystem& system,
                               Diagnostics& diags);

// Types about which nothing is known, and imports from outside the system: for `lint`.
void advise_on_schemas(const Plan& plan, const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
