#include "services/iam/policy.h"

#include <algorithm>
#include <utility>

namespace btsinfra {
namespace {

cfn::Value one_or_list(cfn::List items) {
  if (items.size() == 1) return std::move(items.front());
  return items;
}

cfn::Value document_of(const Statement& statement) {
  cfn::Map map;
  if (!statement.sid.empty()) map.set("Sid", statement.sid);
  map.set("Effect", statement.allow ? "Allow" : "Deny");
  if (statement.principal.as<cfn::Null>() == nullptr) map.set("Principal", statement.principal);
  map.set("Action", one_or_list({statement.actions.begin(), statement.actions.end()}));
  // A trust policy says who, not on what.
  if (!statement.resources.empty()) map.set("Resource", one_or_list(statement.resources));
  if (!statement.conditions.empty()) map.set("Condition", statement.conditions);
  return map;
}

}  // namespace

cfn::Map policy_document(const std::vector<Statement>& statements) {
  cfn::List documents;
  for (const Statement& statement : statements) {
    cfn::Value document = document_of(statement);
    // Several components may have asked for the same.
    if (std::find(documents.begin(), documents.end(), document) == documents.end()) {
      documents.push_back(std::move(document));
    }
  }
  return {{"Version", "2012-10-17"}, {"Statement", std::move(documents)}};
}

cfn::Map trust_policy(std::string service) {
  Statement statement;
  statement.actions = {"sts:AssumeRole"};
  statement.principal = cfn::Map{{"Service", std::move(service)}};
  return policy_document({statement});
}

cfn::Value managed_policy(const std::string& name) {
  return cfn::sub("arn:${AWS::Partition}:iam::aws:policy/" + name);
}

}  // namespace btsinfra
