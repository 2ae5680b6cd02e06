// The kind `web_acls`: what it emits, what it stands before, what it refuses.
#include "services/wafv2/web_acl.h"

#include <string>
#include <vector>

#include "services/wafv2/ip_blocks.h"
#include "services/wafv2/managed_groups.h"
#include "support/catch.h"
#include "support/compile.h"

namespace btsinfra {
namespace {

using test::compile_files;
using test::compile_yaml;
using test::Compiled;
using test::rendered;

std::string blueprint(const std::string& web_acls, const std::string& region = "us-east-1") {
  return "blueprint: 1\nsystem: demo\nregion: " + region +
         "\nparameters:\n  Office: {type: cidr, description: The office}\nweb_acls:\n" + web_acls;
}

cfn::Value property(const Compiled& compiled, const std::string& id, const std::string& name) {
  const cfn::Resource* resource = find(compiled, id);
  const cfn::Value* value = resource == nullptr ? nullptr : resource->properties.find(name);
  return value == nullptr ? cfn::Value{} : *value;
}

// One member of each rule, in order.
std::vector<std::string> of_rules(const Compiled& compiled, const std::string& acl,
                                  const std::string& member) {
  std::vector<std::string> all;
  const cfn::Value rules = property(compiled, acl, "Rules");
  REQUIRE(rules.as<cfn::List>() != nullptr);
  for (const cfn::Value& rule : *rules.as<cfn::List>()) {
    const cfn::Value* value = rule.as<cfn::Map>()->find(member);
    all.push_back(value == nullptr ? "" : rendered(*value));
  }
  return all;
}

using Words = std::vector<std::string>;

TEST_CASE("a managed group is tried as it is, in the order written", "[wafv2]") {
  const Compiled compiled =
      compile_yaml(blueprint("  site: {managed: [AmazonIpReputationList, CommonRuleSet, "
                             "AWSManagedRulesPHPRuleSet], metrics: BTS}\n"));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const cfn::Resource* acl = find(compiled, "SiteWebAcl");
  REQUIRE(acl != nullptr);
  CHECK(acl->type == "AWS::WAFv2::WebACL");
  CHECK(acl->properties.find("Name") == nullptr);
  CHECK(property(compiled, "SiteWebAcl", "Scope") == "REGIONAL");
  CHECK(rendered(property(compiled, "SiteWebAcl", "DefaultAction")) == R"({"Allow": {}})");
  CHECK(of_rules(compiled, "SiteWebAcl", "Priority") == Words{"0", "1", "2"});
  CHECK(of_rules(compiled, "SiteWebAcl", "Name") ==
        Words{R"("AWS-AWSManagedRulesAmazonIpReputationList")",
              R"("AWS-AWSManagedRulesCommonRuleSet")", R"("AWS-AWSManagedRulesPHPRuleSet")"});
  CHECK(of_rules(compiled, "SiteWebAcl", "OverrideAction").front() == R"({"None": {}})");
  CHECK(of_rules(compiled, "SiteWebAcl", "Action").front().empty());
  CHECK(of_rules(compiled, "SiteWebAcl", "VisibilityConfig")[1] ==
        R"({"CloudWatchMetricsEnabled": true, "MetricName": "BTS_COMMONRULESET", )"
        R"("SampledRequestsEnabled": true})");
}

TEST_CASE("rules of a managed group can be told otherwise", "[wafv2]") {
  const Compiled compiled = compile_yaml(blueprint(R"(  site:
    managed:
      - group: CommonRuleSet
        count: [SizeRestrictions_BODY]
        actions: {NoUserAgent_HEADER: challenge}
      - {group: PHPRuleSet, mode: count, version: Version_2.1, priority: 7}
      - {group: ATPRuleSet, config: {LoginPath: /login}}
)"));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  const Words statements = of_rules(compiled, "SiteWebAcl", "Statement");
  CHECK(statements[0] == R"({"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": )"
                         R"("AWSManagedRulesCommonRuleSet", "RuleActionOverrides": [{"Name": )"
                         R"("SizeRestrictions_BODY", "ActionToUse": {"Count": {}}}, {"Name": )"
                         R"("NoUserAgent_HEADER", "ActionToUse": {"Challenge": {}}}]}})");
  CHECK(statements[2] == R"({"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": )"
                         R"("AWSManagedRulesATPRuleSet", "ManagedRuleGroupConfigs": )"
                         R"([{"AWSManagedRulesATPRuleSet": {"LoginPath": "/login"}}]}})");
  CHECK(of_rules(compiled, "SiteWebAcl", "OverrideAction")[1] == R"({"Count": {}})");
  CHECK(of_rules(compiled, "SiteWebAcl", "Priority") == Words{"0", "7", "8"});
}

TEST_CASE("addresses stand in a set for each version and come before the rest", "[wafv2]") {
  const Compiled compiled = compile_yaml(blueprint(R"(  site:
    allow: ["${{ parameters.Office }}", "2001:db8::/32"]
    block: [203.0.113.0/24]
    rate_limits:
      logins: {limit: 100, window: 60, path: /login, action: captcha}
    managed: [CommonRuleSet]
)"));
  INFO(text(compiled));
  CHECK(found_ids(compiled).empty());
  CHECK(of_rules(compiled, "SiteWebAcl", "Name") ==
        Words{R"("AllowedAddresses")", R"("AllowedAddressesV6")", R"("BlockedAddresses")",
              R"("RateLimit-logins")", R"("AWS-AWSManagedRulesCommonRuleSet")"});
  CHECK(of_rules(compiled, "SiteWebAcl", "Action") == Words{R"({"Allow": {}})", R"({"Allow": {}})",
                                                            R"({"Block": {}})",
                                                            R"({"Captcha": {}})", ""});
  CHECK(rendered(property(compiled, "SiteAllowedAddresses", "Addresses")) == "[<Office>]");
  CHECK(property(compiled, "SiteAllowedAddressesV6", "IPAddressVersion") == "IPV6");
  CHECK(of_rules(compiled, "SiteWebAcl", "Statement")[2] ==
        R"({"IPSetReferenceStatement": {"Arn": <SiteBlockedAddresses.Arn>}})");
}

TEST_CASE("the layer of a web ACL is that of what it stands before", "[wafv2]") {
  const Compiled compiled = compile_yaml(
      blueprint("  site: {managed: [CommonRuleSet]}\n  cdn: {scope: cloudfront, managed: "
                "[CommonRuleSet]}\n"));
  for (const LoweredResource& resource : compiled.lowered.resources) {
    CHECK(resource.layer ==
          (resource.resource.logical_id == "CdnWebAcl" ? Layer::Cdn : Layer::App));
  }
  CHECK(property(compiled, "CdnWebAcl", "Scope") == "CLOUDFRONT");
}

TEST_CASE("logs go to a group that AWS WAF accepts, by an ARN without an ending", "[wafv2]") {
  const Compiled compiled = compile_yaml(
      blueprint("  site: {managed: [CommonRuleSet], logging: true}\n  quiet: {managed: "
                "[CommonRuleSet], logging: false}\n"));
  CHECK(property(compiled, "SiteWebAclLogGroup", "LogGroupName") ==
        "aws-waf-logs-demo-blueprint-site");
  CHECK(rendered(property(compiled, "SiteWebAclLogging", "LogDestinationConfigs"))
            .find(":log-group:\", <SiteWebAclLogGroup>") != std::string::npos);
  CHECK(rendered(property(compiled, "SiteWebAclLogging", "RedactedFields")) ==
        R"([{"SingleHeader": {"Name": "authorization"}}, {"SingleHeader": {"Name": "cookie"}}])");
  CHECK(find(compiled, "QuietWebAclLogging") == nullptr);
}

TEST_CASE("a load balancer is put behind its web ACL by an association of its own", "[wafv2]") {
  const Compiled compiled = compile_yaml(blueprint("  site: {managed: [CommonRuleSet]}\n") +
                                         R"(network:
  cidr: 10.0.0.0/16
  zones: [a, b]
  subnets:
    public: {access: public, cidrs: [10.0.0.0/24, 10.0.1.0/24]}
load_balancers:
  web: {subnets: public, allow: [internet], plain_http: true, web_acl: site}
)");
  const cfn::Resource* association = find(compiled, "WebWebAclAssociation");
  REQUIRE(association != nullptr);
  CHECK(association->type == "AWS::WAFv2::WebACLAssociation");
  CHECK(rendered(association->properties) ==
        R"({"ResourceArn": <WebLoadBalancer>, "WebACLArn": <SiteWebAcl.Arn>})");
}

TEST_CASE("web ACLs of both scopes may have one name", "[wafv2]") {
  const auto ids = [](const std::string& second) {
    return found_ids(
        compile_files({{"blueprint.yaml",
                        blueprint("  a: {name: BTS, managed: [CommonRuleSet]}\n  b: {name: BTS, " +
                                  second + "managed: [CommonRuleSet]}\n")}},
                      Stage::Emit));
  };
  CHECK(ids("scope: cloudfront, ").empty());
  CHECK(ids("") == Words{"BTS4009"});
}

TEST_CASE("what AWS WAF refuses", "[wafv2]") {
  struct Case {
    std::string web_acls;
    Words ids;
  };
  const std::vector<Case> cases = {
      {"  a: {managed: [CommonRuleSet, SQLiRuleSet]}\n", {}},
      {"  a: {scope: cloudfront, managed: [CommonRuleSet]}\n", {}},
      {"  a: {managed: [Commonruleset]}\n", {"BTS3581"}},
      {"  a: {managed: [{vendor: X, group: Any}]}\n", {}},
      {"  a: {managed: [CommonRuleSet, AWSManagedRulesCommonRuleSet]}\n", {"BTS3582"}},
      {"  a: {managed: [CommonRuleSet, {group: SQLiRuleSet, priority: 0}]}\n", {"BTS3583"}},
      {"  a: {managed: [CommonRuleSet], metrics: Default_Action}\n", {"BTS3584"}},
      {"  a: {managed: [{group: CommonRuleSet, count: [No_Such]}]}\n", {"BTS3587"}},
      {"  a: {managed: [{group: BotControlRuleSet, count: [CategoryAI]}]}\n", {}},
      {"  a: {managed: [CommonRuleSet], name: a b}\n", {"BTS3588"}},
      {"  a: {managed: [CommonRuleSet], description: ab}\n", {"BTS3589"}},
      {"  a: {block: [10.0.0.1]}\n", {"BTS3590"}},
      {"  a: {rate_limits: {x: {limit: 10, window: 90}}}\n", {"BTS3593"}},
      {"  a: {managed: [ACFPRuleSet]}\n", {"BTS3594"}},
      {"  a: {default: block}\n", {"BTS3595"}},
      {"  a: {default: block, allow: [10.0.0.0/8]}\n", {}},
      {"  a: {managed: [CommonRuleSet], logging: {retention: 100}}\n", {"BTS3002"}},
  };
  for (const Case& each : cases) {
    const Compiled compiled = compile_yaml(blueprint(each.web_acls));
    INFO(each.web_acls << text(compiled));
    CHECK(found_ids(compiled) == each.ids);
  }
  CHECK(found_ids(compile_yaml(blueprint("  a: {scope: cloudfront, managed: [CommonRuleSet]}\n",
                                         "ap-northeast-2"))) == Words{"BTS3580"});
}

TEST_CASE("address blocks of both versions", "[wafv2]") {
  const auto version = [](std::string_view block) {
    const std::variant<IpVersion, IpFault> found = ip_version(block);
    const auto* known = std::get_if<IpVersion>(&found);
    return known == nullptr ? 0 : *known == IpVersion::V4 ? 4 : 6;
  };
  CHECK(version("10.0.0.0/8") == 4);
  CHECK(version("10.0.0.1/32") == 4);
  CHECK(version("10.0.0.1/8") == 0);
  CHECK(version("0.0.0.0/0") == 0);
  CHECK(version("10.0.0.1") == 0);
  CHECK(version("2001:db8::/32") == 6);
  CHECK(version("2001:db8::1/128") == 6);
  CHECK(version("2001:db8::1/127") == 0);
  CHECK(version("2001:db8::") == 0);
  CHECK(version("2001:db8::/129") == 0);
  CHECK(version("2001:db8::/-1") == 0);
  CHECK(version("::/0") == 0);
  CHECK(version("::ffff/16") == 0);
}

TEST_CASE("managed groups go by their short and their whole names", "[wafv2]") {
  REQUIRE(find_managed_group("CommonRuleSet") != nullptr);
  CHECK(find_managed_group("AWSManagedRulesCommonRuleSet")->capacity == 700);
  CHECK(find_managed_group("AWSManagedRules") == nullptr);
  CHECK(nearest_group("AWSManagedRulesComonRuleSet") == "CommonRuleSet");
  int sum = 0;
  for (const char* name : {"AmazonIpReputationList", "CommonRuleSet", "KnownBadInputsRuleSet",
                           "PHPRuleSet", "SQLiRuleSet", "WordPressRuleSet"}) {
    sum += find_managed_group(name)->capacity;
  }
  CHECK(sum == 1325);
}

}  // namespace
}  // namespace btsinfra
