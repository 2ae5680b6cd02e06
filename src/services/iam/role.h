// Roles: one per component and purpose, each with what was granted and nothing else.
#pragma once

#include <string>
#include <vector>

#include "btsinfra/services/common.h"

#include "services/lowering.h"

namespace btsinfra {

struct InlinePolicy {
  std::string name;  // letters, digits and `.`, as in "buckets.code"
  std::vector<Statement> statements;
};

// What was granted to the component: one policy for each component that the grants are about.
[[nodiscard]] std::vector<InlinePolicy> granted_policies(const Component& component,
                                                         const Lowering& lowering);

struct RoleSettings {
  std::string id;                               // logical id
  std::string description;                      // Latin-1
  std::string service;                          // that takes it on: "ec2.amazonaws.com"
  std::vector<std::string> managed_policies{};  // by name, see `managed_policy`
  std::vector<InlinePolicy> policies{};
};

void lower_role(const Component& component, Layer layer, RoleSettings settings, const Tags& tags,
                Lowering& lowering);

struct InstanceRole {
  std::string role;     // logical id
  std::string profile;  // logical id; Ref gives its name, GetAtt Arn its ARN
};

// `<stem>Role` with what was granted to the component, and `<stem>Profile`, which hands it to
// instances. With `session_manager` the instances can be logged in to through Systems Manager.
InstanceRole lower_instance_role(const Component& component, Layer layer, const std::string& stem,
                                 bool session_manager, const Tags& tags, Lowering& lowering,
                                 std::vector<std::string> managed_policies = {});

}  // namespace btsinfra
