// Web ACLs: 3580-3629.
#include "diag/ids/web_acls.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> web_acls() {
  static constexpr Entry entries[] = {
      {ids::WebAclScopeRegion,
       R"(Web ACLs for CloudFront are global, and AWS keeps them in us-east-1 (AWS WAF
API reference, CreateWebACL, Scope). A stack of another region cannot make one.
Schemas do not know this: the template passes every linter and fails at deployment.

Wrong, in a blueprint of ap-northeast-2:

    web_acls:
      cdn: {scope: cloudfront, managed: [CommonRuleSet]}

Right, in a blueprint of us-east-1:

    web_acls:
      cdn: {scope: cloudfront, managed: [CommonRuleSet]}

and where the distribution stands, whatever its region:

    distributions:
      media: {web_acl: edge.web_acls.cdn, ...}
)"},
      {ids::UnknownManagedGroup,
       R"(AWS keeps a fixed list of managed rule groups (AWS WAF Developer Guide, "AWS
Managed Rules rule groups list"). The prefix `AWSManagedRules` may be left out.

Wrong:

    web_acls:
      site: {managed: [CoreRuleSet]}

Right:

    web_acls:
      site: {managed: [CommonRuleSet]}

A group of the marketplace names its vendor:

    web_acls:
      site: {managed: [{vendor: Fortinet, group: all_rules}]}
)"},
      {ids::ManagedGroupTwice,
       R"(A web ACL holds a managed rule group once (AWS WAF Developer Guide, "Using
managed rule groups"). The prefix makes no difference.

Wrong:

    web_acls:
      site:
        managed:
          - CommonRuleSet
          - {group: AWSManagedRulesCommonRuleSet, count: [SizeRestrictions_BODY]}

Right:

    web_acls:
      site:
        managed:
          - {group: CommonRuleSet, count: [SizeRestrictions_BODY]}
)"},
      {ids::RulePriorityTaken,
       R"(Rules are tried by rising priority, and no two of a web ACL may have the same
(AWS WAF API reference, Rule). Without `priority` a rule has the number after the rule
before it.

Wrong:

    web_acls:
      site:
        managed:
          - CommonRuleSet
          - {group: SQLiRuleSet, priority: 0}

Right:

    web_acls:
      site: {managed: [SQLiRuleSet, CommonRuleSet]}
)"},
      {ids::WebAclMetric,
       R"(Each rule has a CloudWatch metric of its own. Its name has letters, digits, `-`
and `_`, 128 characters at most and no blanks; `All` and `Default_Action` belong to AWS
WAF itself (AWS WAF API reference, VisibilityConfig). `metrics` is how these names
begin; the rest is made from the groups' names.

Wrong:

    web_acls:
      site: {metrics: BTS WAF, managed: [CommonRuleSet]}

Right:

    web_acls:
      site: {metrics: BTS, managed: [CommonRuleSet]}

The metric of the group is then BTS_COMMONRULESET.
)"},
      {ids::WebAclCapacity,
       R"(Each rule takes capacity, counted in units (WCU): what its vendor fixed for a
managed group, 1 for a set of addresses, 2 and more for a rate limit. A web ACL holds
5000 units, and no quota raises that (AWS WAF Developer Guide, "Web ACL capacity
units").

Wrong:

    web_acls:
      site:
        rate_limits: {...more than three hundred limits by path...}
        managed: [CommonRuleSet]

Right:

    web_acls:
      site:
        rate_limits:
          logins: {limit: 100, path: /wp-login.php}
        managed: [CommonRuleSet]
)"},
      {ids::WebAclPrice,
       R"(Up to 1500 capacity units (WCU) are in the basic price of a web ACL. Above, each
million requests costs more for each 500 units begun (AWS WAF pricing); nothing fails.

Wrong, if it was not meant:

    web_acls:
      site:
        managed: [CommonRuleSet, KnownBadInputsRuleSet, SQLiRuleSet, LinuxRuleSet,
                  WindowsRuleSet, PHPRuleSet]

Right, for PHP on Linux:

    web_acls:
      site:
        managed: [CommonRuleSet, KnownBadInputsRuleSet, SQLiRuleSet, LinuxRuleSet,
                  PHPRuleSet]
)"},
      {ids::UnknownManagedRule,
       R"(An action for a rule that the group does not have is no error for AWS WAF: it is
passed over in silence, and the real rule goes on as before (AWS WAF API reference,
RuleActionOverride). The names are those of the groups' latest static versions.

Wrong:

    web_acls:
      site:
        managed:
          - {group: CommonRuleSet, count: [SizeRestriction_BODY]}

Right:

    web_acls:
      site:
        managed:
          - {group: CommonRuleSet, count: [SizeRestrictions_BODY]}
)"},
      {ids::WebAclName,
       R"(The name of a web ACL has up to 128 Latin letters, digits, `-` and `_` (AWS WAF
API reference, CreateWebACL). It cannot be changed: another name makes another ACL.

Wrong:

    web_acls:
      site: {name: BTS WAF, managed: [CommonRuleSet]}

Right:

    web_acls:
      site: {name: BTS-WAF, managed: [CommonRuleSet]}
)"},
      {ids::WebAclDescription,
       R"(Descriptions of AWS WAF have 3 to 256 Latin letters, digits, blanks and
`_ + = : # @ / - , .`, and neither begin nor end with a blank (AWS WAF API reference,
CreateWebACL).

Wrong:

    web_acls:
      site: {description: "웹 방화벽", managed: [CommonRuleSet]}

Right:

    web_acls:
      site: {description: Web firewall of the fan shop, managed: [CommonRuleSet]}
)"},
      {ids::WebAclAddress,
       R"(`allow` and `block` hold address blocks in CIDR notation, IPv4 or IPv6. A block
of no bits is everybody, which a set of addresses of AWS WAF cannot hold (AWS WAF API
reference, CreateIPSet).

Wrong:

    web_acls:
      site: {block: [198.51.100.7, 0.0.0.0/0], managed: [CommonRuleSet]}

Right:

    web_acls:
      site:
        block: [198.51.100.7/32, "2001:db8:bad::/48"]
        managed: [CommonRuleSet]

What becomes of everybody else is said by `default`.
)"},
      {ids::WebAclForCloudFront,
       R"(A web ACL of `scope: cloudfront` stands before distributions only, and one of
`scope: regional` before load balancers of its own region only (AWS WAF Developer
Guide, "Associating or disassociating protection with an AWS resource").

Wrong:

    web_acls:
      site: {scope: cloudfront, managed: [CommonRuleSet]}
    load_balancers:
      web: {subnets: public, web_acl: site, ...}

Right:

    web_acls:
      cdn: {scope: cloudfront, managed: [CommonRuleSet]}
      site: {managed: [CommonRuleSet]}
    load_balancers:
      web: {subnets: public, web_acl: site, ...}
)"},
      {ids::WebAclOfOtherRegion,
       R"(A regional web ACL protects what stands in its own region (AWS WAF Developer
Guide, "How AWS WAF works"). Each region's load balancer needs one there, with the same
rules if need be.

Wrong, in virginia.yaml:

    load_balancers:
      web: {subnets: public, web_acl: seoul.web_acls.site, ...}

Right:

    web_acls:
      site: {managed: [CommonRuleSet]}
    load_balancers:
      web: {subnets: public, web_acl: site, ...}
)"},
      {ids::RateLimitWindow,
       R"(Requests are counted over one, two, five or ten minutes (AWS WAF API reference,
RateBasedStatement, EvaluationWindowSec).

Wrong:

    web_acls:
      site:
        rate_limits:
          logins: {limit: 100, window: 900, path: /wp-login.php}

Right:

    web_acls:
      site:
        rate_limits:
          logins: {limit: 100, window: 600, path: /wp-login.php}
)"},
      {ids::ManagedGroupConfig,
       R"(The groups against account takeover (ATPRuleSet), false accounts (ACFPRuleSet)
and floods of requests (AntiDDoSRuleSet) must be told about the pages that they protect
(AWS WAF API reference, ManagedRuleGroupConfig). `config` holds what CloudFormation has
under the group's name.

Wrong:

    web_acls:
      site: {managed: [ATPRuleSet]}

Right:

    web_acls:
      site:
        managed:
          - group: ATPRuleSet
            config: {LoginPath: /wp-login.php}
)"},
      {ids::WebAclDecidesNothing,
       R"(What no rule decides is decided by `default`. A web ACL without rules that block
anything lets everything through, and one that blocks by default and allows nothing
lets nothing through: either is hardly meant.

Wrong:

    web_acls:
      site: {}
      office: {default: block, managed: [CommonRuleSet]}

Right:

    web_acls:
      site: {managed: [CommonRuleSet]}
      office: {default: block, allow: [192.0.2.0/24]}
)"},
      {ids::RuleNameTaken,
       R"(Each rule of a web ACL has a metric of its own, whose name no other rule has
(AWS WAF API reference, VisibilityConfig). It is made from `metrics` and from what the
rule is: a managed group, whoever its vendor is, or a rate limit.

Wrong:

    web_acls:
      site:
        rate_limits:
          inputs: {limit: 100}
        managed: [{vendor: Example, group: rate_inputs}]

Right:

    web_acls:
      site:
        rate_limits:
          forms: {limit: 100}
        managed: [{vendor: Example, group: rate_inputs}]
)"},
      {ids::RedactedField,
       R"(Logs can leave out single headers by their names, the method, the query string
and the path (AWS WAF API reference, LoggingConfiguration, RedactedFields), and nothing
else. Left alone, `authorization` and `cookie` are left out.

Wrong:

    web_acls:
      site: {logging: {redact: ["session id"]}, managed: [CommonRuleSet]}

Right:

    web_acls:
      site:
        logging: {redact: [authorization, cookie, query]}
        managed: [CommonRuleSet]
)"},
      {ids::RuleChangedTwice,
       R"(A rule of a managed group does one thing: `count` lists those that only count,
`actions` says for each of the others what it does instead.

Wrong:

    web_acls:
      site:
        managed:
          - group: CommonRuleSet
            count: [NoUserAgent_HEADER]
            actions: {NoUserAgent_HEADER: challenge}

Right:

    web_acls:
      site:
        managed:
          - group: CommonRuleSet
            actions: {NoUserAgent_HEADER: challenge}
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
