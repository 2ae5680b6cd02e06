// AWS facts this rests on:
// - An instance takes on a role through an instance profile, which holds exactly one.
// - IAM is global: a role with a name of its own would collide with that of the same stack in
//   another region, so none is given (and CAPABILITY_IAM suffices to deploy).
// - Within one policy a Sid stands once.
// - A role's Description admits Latin-1 only.
#include "services/iam/role.h"

#include <vector>

#include "btsinfra/services/common.h"

#include "services/iam/policy.h"

namespace btsinfra {
namespace {

// What was granted about one component.
struct Policy {
  std::string about;
  std::vector<Statement> statements;
};

bool same(const Statement& a, const Statement& b) {
  return policy_document({a}) == policy_document({b});
}

void append(Policy& policy, const Statement& granted) {
  Statement statement = granted;
  for (const Statement& before : policy.statements) {
    if (same(before, statement)) return;
    // As when two blueprints each have a bucket of that name. Sids are for readers only.
    if (before.sid == statement.sid) statement.sid.clear();
  }
  policy.statements.push_back(std::move(statement));
}

// One per component, in the order of the first grant about it.
std::vector<Policy> policies(const std::vector<const Grant*>& grants) {
  std::vector<Policy> all;
  for (const Grant* grant : grants) {
    auto policy = all.begin();
    while (policy != all.end() && policy->about != grant->about) ++policy;
    if (policy == all.end()) policy = all.insert(all.end(), Policy{grant->about, {}});
    for (const Statement& statement : grant->statements) append(*policy, statement);
  }
  return all;
}

}  // namespace

InstanceRole lower_instance_role(const Component& component, Layer layer, const std::string& stem,
                                 bool session_manager, const Tags& tags, Lowering& lowering) {
  const InstanceRole ids{stem + "Role", stem + "Profile"};
  cfn::Map properties{{"Description", "What the instances of " + component.label() + " may do"},
                      {"AssumeRolePolicyDocument", trust_policy("ec2.amazonaws.com")}};
  if (session_manager) {
    properties.set("ManagedPolicyArns", cfn::List{managed_policy("AmazonSSMManagedInstanceCore")});
  }
  cfn::List inline_policies;
  for (Policy& policy : policies(lowering.grants(component))) {
    inline_policies.emplace_back(cfn::Map{{"PolicyName", std::move(policy.about)},
                                          {"PolicyDocument", policy_document(policy.statements)}});
  }
  if (!inline_policies.empty()) properties.set("Policies", std::move(inline_policies));
  properties.set("Tags", lowering.tags(component, tags, lowering.default_name(component)));
  lowering.add(component, layer, ids.role, "AWS::IAM::Role").properties = std::move(properties);
  lowering.add(component, layer, ids.profile, "AWS::IAM::InstanceProfile").properties =
      cfn::Map{{"Roles", cfn::List{Lowering::symbol(component, ids.role)}}};
  return ids;
}

}  // namespace btsinfra
