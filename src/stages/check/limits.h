// The sixth stage: what CloudFormation and a new account admit, checked before anything is
// uploaded.
#pragma once

#include "diag/diagnostics.h"
#include "services/resolved.h"
#include "stages/partition/plan.h"

namespace btsinfra {

// Counts inside templates (resources, parameters, outputs, mappings, dynamic references), rules of
// security groups and routes of tables: an error past a quota, a warning from 80 % of it on. Over
// all stacks: physical names that clash, and what a new account has few of (Elastic IPs, VPCs).
// The size of a template is checked where it is written (check_size).
void check_limits(const Plan& plan, const ResolvedSystem& system, Diagnostics& diags);

// Of a finished template in bytes.
void check_size(const Stack& stack, std::size_t bytes, const ResolvedSystem& system,
                Diagnostics& diags);

}  // namespace btsinfra
