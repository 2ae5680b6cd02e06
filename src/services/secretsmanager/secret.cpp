// What a secret is to others.
//
// AWS facts this rests on:
// - A dynamic reference is resolved in the region of the stack that uses it, when that stack is
//   created or updated. Whoever stands in another region needs a copy of the secret there, whose
//   ARN differs in the region alone.
// - Reading a secret under a key of one's own takes kms:Decrypt on the key beside.
#include "services/secretsmanager/secret.h"

#include "services/lowering.h"
#include "services/resolved.h"
#include "services/storage_key.h"

namespace btsinfra {
namespace {

cfn::Value arn_of(const Component& component) {
  return Lowering::symbol(component, secret_id(component.name));
}

}  // namespace

std::string secret_id(std::string_view name) { return upper_camel(name) + "Secret"; }

std::span<const Attribute> SecretKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "arn",
       .doc = "Its ARN; to a component of another region, that of its copy there.",
       .type = fields::ValueType::Arn,
       .meaning = fields::Meaning::Secret,
       .granted = true},
      {.name = "value", .doc = "The generated value.", .secret = true},
  };
  return known;
}

cfn::Value SecretKind::value(const Component& component, std::string_view attribute,
                             const ResolvedSystem& /*system*/) const {
  if (attribute != "value") return arn_of(component);
  return cfn::Text{cfn::List{"{{resolve:secretsmanager:", arn_of(component),
                             ":SecretString:" + component.as<Secret>().generated + "}}"}};
}

std::vector<Statement> SecretKind::access(const Component& component, AccessKind access,
                                          const ResolvedSystem& system) const {
  if (access == AccessKind::Write) return {};
  std::vector<Statement> statements(1);
  statements[0].actions = {"secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"};
  statements[0].resources = {arn_of(component)};
  const std::optional<Late<std::string>>& key = component.as<Secret>().key;
  cfn::Value arn = key ? key_value(component, *key, system) : cfn::Value();
  if (arn.as<cfn::Null>() == nullptr) {
    Statement decrypt;
    decrypt.sid = "UseKey";
    decrypt.actions = {"kms:Decrypt"};
    decrypt.resources = {std::move(arn)};
    statements.push_back(std::move(decrypt));
  }
  return statements;
}

}  // namespace btsinfra
