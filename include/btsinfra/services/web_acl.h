// Web application firewalls: settings.
#pragma once

#include <string>
#include <vector>

#include "btsinfra/model/value.h"
#include "btsinfra/services/common.h"

namespace btsinfra {

// What it can stand before: load balancers of its region, or distributions.
enum class WebAclScope : std::uint8_t { Regional, Cloudfront };

// What becomes of requests that no rule decides.
enum class WebAclDefault : std::uint8_t { Allow, Block };

enum class RuleGroupMode : std::uint8_t { Block, Count };

enum class RuleAction : std::uint8_t { Allow, Block, Count, Captcha, Challenge };

// A group of rules that AWS, or a vendor of its marketplace, keeps up to date.
struct ManagedRules {
  std::string group{};  // with or without AWSManagedRules in front
  std::string vendor = "AWS";
  std::string version{};  // none: whichever the vendor calls the default
  RuleGroupMode mode = RuleGroupMode::Block;
  std::vector<std::string> count{};  // rules that only count
  ByName<RuleAction> actions{};
  FreeValue config{};             // ManagedRuleGroupConfigs, as one map
  std::optional<int> priority{};  // none: after the rule before it

  bool operator==(const ManagedRules&) const = default;
};

// How many requests one address may send.
struct RateLimit {
  int limit = 0;       // requests in a window
  int window = 300;    // seconds
  std::string path{};  // only requests whose path begins so
  RuleAction action = RuleAction::Block;
  std::string forwarded_header{};  // holds the client's address; none: the one that connects

  bool operator==(const RateLimit&) const = default;
};

struct WebAclLogs {
  bool enabled = true;
  int retention = 365;  // days
  std::vector<std::string> redact{"authorization", "cookie"};

  bool operator==(const WebAclLogs&) const = default;
};

struct WebAcl {
  std::string name{};  // none: CloudFormation chooses
  std::string description{};
  WebAclScope scope = WebAclScope::Regional;
  WebAclDefault otherwise = WebAclDefault::Allow;
  std::vector<Late<std::string>> allow{};  // addresses that no rule stops
  std::vector<Late<std::string>> block{};  // addresses that never pass
  ByName<RateLimit> rate_limits{};
  std::vector<ManagedRules> managed{};
  std::string metrics{};  // begins the names of its metrics; none: its own name
  std::optional<WebAclLogs> logging{};
  ComponentOptions options{};

  bool operator==(const WebAcl&) const = default;
};

}  // namespace btsinfra
