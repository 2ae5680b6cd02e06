// IAM policy documents: of roles, of buckets, of whatever else carries one.
#pragma once

#include <string>
#include <vector>

#include "cfn/value.h"
#include "services/contributions.h"

namespace btsinfra {

// {Version: '2012-10-17', Statement: […]}, the statements in the order given, equal ones once. A
// statement's keys are Sid, Effect, Principal, Action, Resource, Condition, each only where the
// statement has it; a single action or resource stands as itself, not as a list of one.
[[nodiscard]] cfn::Map policy_document(const std::vector<Statement>& statements);

// The trust policy of a role that a service takes on: "ec2.amazonaws.com".
[[nodiscard]] cfn::Map trust_policy(std::string service);

// An AWS managed policy in the partition that is deployed to: "AmazonSSMManagedInstanceCore",
// "service-role/AWSLambdaBasicExecutionRole".
[[nodiscard]] cfn::Value managed_policy(const std::string& name);

}  // namespace btsinfra
