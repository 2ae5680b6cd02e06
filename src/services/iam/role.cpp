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

bool same(const Statement& a, const Statement& b) {
  return policy_document({a}) == policy_document({b});
}

void append(InlinePolicy& policy, const Statement& granted) {
  Statement statement = granted;
  for (const Statement& before : policy.statements) {
    if (same(before, statement)) return;
    // As when two blueprints each have a bucket of that name. Sids are for readers only.
    if (before.sid == statement.sid) statement.sid.clear();
  }
  policy.statements.push_back(std::move(statement));
}

}  // namespace

// In the order of the first grant about each component.
std::vector<InlinePolicy> granted_policies(const Component& component, const Lowering& lowering) {
  std::vector<InlinePolicy> all;
  for (const Grant* grant : lowering.grants(component)) {
    auto policy = all.begin();
    while (policy != all.end() && policy->name != grant->about) ++policy;
    if (policy == all.end()) policy = all.insert(all.end(), InlinePolicy{grant->about, {}});
    for (const Statement& statement : grant->statements) append(*policy, statement);
  }
  return all;
}

void lower_role(const Component& component, Layer layer, RoleSettings settings, const Tags& tags,
                Lowering& lowering) {
  cfn::Map properties{{"Description", std::move(settings.description)},
                      {"AssumeRolePolicyDocument", trust_policy(std::move(settings.service))}};
  cfn::List managed;
  for (const std::string& name : settings.managed_policies) managed.push_back(managed_policy(name));
  if (!managed.empty()) properties.set("ManagedPolicyArns", std::move(managed));
  cfn::List policies;
  for (InlinePolicy& policy : settings.policies) {
    policies.emplace_back(cfn::Map{{"PolicyName", std::move(policy.name)},
                                   {"PolicyDocument", policy_document(policy.statements)}});
  }
  if (!policies.empty()) properties.set("Policies", std::move(policies));
  properties.set("Tags", lowering.tags(component, tags, lowering.default_name(component)));
  lowering.add(component, layer, std::move(settings.id), "AWS::IAM::Role").properties =
      std::move(properties);
}

InstanceRole lower_instance_role(const Component& component, Layer layer, const std::string& stem,
                                 bool session_manager, const Tags& tags, Lowering& lowering,
                                 std::vector<std::string> managed_policies) {
  const InstanceRole ids{stem + "Role", stem + "Profile"};
  if (session_manager) managed_policies.emplace_back("AmazonSSMManagedInstanceCore");
  lower_role(component, layer,
             {.id = ids.role,
              .description = "What the instances of " + component.label() + " may do",
              .service = "ec2.amazonaws.com",
              .managed_policies = std::move(managed_policies),
              .policies = granted_policies(component, lowering)},
             tags, lowering);
  lowering.add(component, layer, ids.profile, "AWS::IAM::InstanceProfile").properties =
      cfn::Map{{"Roles", cfn::List{Lowering::symbol(component, ids.role)}}};
  return ids;
}

}  // namespace btsinfra
