// What components ask of each other. A component never edits another: it contributes values of this
// closed set, addressed to the other, and lowering a component receives those addressed to it. So
// groups get rules, roles get exactly the grants that are used and a bucket gets its one policy,
// without one service knowing another.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "btsinfra/services/common.h"

#include "cfn/value.h"
#include "services/component.h"
#include "services/lowered.h"

namespace btsinfra {

// A block of addresses that a parameter holds.
struct ParameterBlock {
  std::string parameter;
  bool operator==(const ParameterBlock&) const = default;
};
// The security group of another component of the same network.
struct GroupOf {
  ComponentId component = 0;
  bool operator==(const GroupOf&) const = default;
};

// "These may connect to you on these ports."
struct Ingress {
  ComponentId to = 0;
  std::variant<Cidr, ParameterBlock, GroupOf> from;
  std::string from_name;  // UpperCamel, unique among the sources of one component: for logical ids
  PortRange ports;
  std::string description;  // in the characters EC2 admits
  Place origin;
};

enum class TargetType : std::uint8_t { Instance, Ip };

// "Send requests to me", from what stands behind a load balancer.
struct Target {
  ComponentId to = 0;    // the load balancer
  ComponentId from = 0;  // what stands behind it
  int port = 0;
  TargetType type = TargetType::Instance;
  Place origin;
};

// One statement of an IAM policy.
struct Statement {
  std::string sid;  // letters and digits; empty: none
  bool allow = true;
  std::vector<std::string> actions;
  cfn::List resources;
  cfn::Value principal;  // Null in a role's own policy
  cfn::Map conditions;
};

// "Your role may do this", to a component that has a role.
struct Grant {
  ComponentId to = 0;
  std::vector<Statement> statements;
  std::string about;  // label of the component that the statements are about
  Place origin;
};

// "Your policy says this", to a bucket.
struct PolicyStatement {
  ComponentId to = 0;
  Statement statement;
  Layer layer = Layer::Storage;  // the earliest in which everything it names exists
  Place origin;
};

// "Wait until these exist", to a component that nothing else makes wait for them: who is allowed in
// over a peering waits for the routes of both sides. Only what stands in later layers than the
// peering waits, since its network is what the routes are made of.
struct Wait {
  ComponentId to = 0;
  std::vector<ResourceName> resources;
  Place origin;
};

struct Contributions {
  std::vector<Ingress> ingress;
  std::vector<Target> targets;
  std::vector<Grant> grants;
  std::vector<PolicyStatement> policy_statements;
  std::vector<Wait> waits;
};

}  // namespace btsinfra
