// A web ACL, its sets of addresses and its logs.
//
// AWS facts this rests on (AWS WAF developer guide; CloudFormation reference of AWS::WAFv2):
// - Name and Scope are create-only. Scope CLOUDFRONT exists in us-east-1 alone.
// - A rule that holds a managed group has OverrideAction, never Action: Action passes every schema
//   and fails at deployment.
// - RuleActionOverrides changes single rules of a group; ExcludedRules is its older form.
// - Logs go to a group whose name begins with aws-waf-logs-, named by an ARN without the `:*` that
//   the group's own attribute ends in.
// - A configuration for a group is a list of maps, each under the group's own name.
#include "btsinfra/services/common.h"
#include "btsinfra/services/web_acl.h"

#include "services/lowering.h"
#include "services/raw/free_form.h"
#include "services/wafv2/managed_groups.h"
#include "services/wafv2/web_acl.h"
#include "services/wafv2/web_acl_rules.h"
#include "support/overloaded.h"

namespace btsinfra {
namespace {

constexpr const char* scopes[] = {"REGIONAL", "CLOUDFRONT"};
constexpr const char* actions[] = {"Allow", "Block", "Count", "Captcha", "Challenge"};

const char* scope_name(const WebAcl& settings) {
  return scopes[static_cast<std::size_t>(settings.scope)];
}

// {"Block": {}}
cfn::Value action(RuleAction wanted) {
  return cfn::Map{{actions[static_cast<std::size_t>(wanted)], cfn::Map{}}};
}

cfn::Value visibility(const std::string& metric) {
  return cfn::Map{
      {"CloudWatchMetricsEnabled", true}, {"MetricName", metric}, {"SampledRequestsEnabled", true}};
}

class WebAclLowering {
 public:
  WebAclLowering(const Component& component, Lowering& lowering)
      : component_(component),
        settings_(component.as<WebAcl>()),
        layer_(web_acl_layer(component)),
        lowering_(lowering) {}

  void run() {
    cfn::List rules;
    for (const AclRule& rule : acl_rules(component_)) {
      std::visit(
          Overloaded{
              [&](const AddressRule& addresses) {
                address_set(addresses);
                rules.push_back(address_rule(rule, addresses));
              },
              [&](const LimitRule& limit) { rules.push_back(limit_rule(rule, *limit.limit)); },
              [&](const GroupRule& group) { rules.push_back(group_rule(rule, *group.group)); }},
          rule.what);
    }
    acl(std::move(rules));
    if (settings_.logging && settings_.logging->enabled) logs(*settings_.logging);
  }

 private:
  [[nodiscard]] cfn::List tags() const {
    return lowering_.tags(
        component_, settings_.options.tags,
        settings_.name.empty() ? lowering_.default_name(component_) : settings_.name);
  }

  void address_set(const AddressRule& rule) {
    cfn::List addresses;
    for (const Late<std::string>* address : rule.addresses) {
      addresses.push_back(lowering_.late(component_, *address));
    }
    lowering_.add(component_, layer_, address_set_id(component_, rule), "AWS::WAFv2::IPSet")
        .properties =
        cfn::Map{{"Scope", scope_name(settings_)},
                 {"IPAddressVersion", rule.version == IpVersion::V6 ? "IPV6" : "IPV4"},
                 {"Addresses", std::move(addresses)},
                 {"Tags", tags()}};
  }

  static cfn::Map rule_of(const AclRule& rule) {
    return {{"Name", rule.name}, {"Priority", rule.priority}};
  }

  [[nodiscard]] cfn::Value address_rule(const AclRule& rule, const AddressRule& addresses) const {
    const cfn::Value set =
        Lowering::symbol(component_, address_set_id(component_, addresses), "Arn");
    return rule_of(rule)
        .set("Action", action(addresses.allow ? RuleAction::Allow : RuleAction::Block))
        .set("Statement", cfn::Map{{"IPSetReferenceStatement", cfn::Map{{"Arn", set}}}})
        .set("VisibilityConfig", visibility(rule.metric));
  }

  static cfn::Value limit_rule(const AclRule& rule, const RateLimit& limit) {
    cfn::Map statement{{"Limit", limit.limit}, {"EvaluationWindowSec", limit.window}};
    if (limit.forwarded_header.empty()) {
      statement.set("AggregateKeyType", "IP");
    } else {
      // A request whose header holds no address counts as above the limit: else leaving the header
      // out would be the way around.
      statement.set("AggregateKeyType", "FORWARDED_IP")
          .set("ForwardedIPConfig",
               cfn::Map{{"HeaderName", limit.forwarded_header}, {"FallbackBehavior", "MATCH"}});
    }
    if (!limit.path.empty()) {
      statement.set(
          "ScopeDownStatement",
          cfn::Map{{"ByteMatchStatement",
                    cfn::Map{{"FieldToMatch", cfn::Map{{"UriPath", cfn::Map{}}}},
                             {"PositionalConstraint", "STARTS_WITH"},
                             {"SearchString", limit.path},
                             {"TextTransformations",
                              cfn::List{cfn::Map{{"Priority", 0}, {"Type", "NORMALIZE_PATH"}}}}}}});
    }
    return rule_of(rule)
        .set("Action", action(limit.action))
        .set("Statement", cfn::Map{{"RateBasedStatement", std::move(statement)}})
        .set("VisibilityConfig", visibility(rule.metric));
  }

  [[nodiscard]] cfn::Value group_rule(const AclRule& rule, const ManagedRules& group) const {
    const std::string name = group.vendor == "AWS" ? full_group_name(group.group) : group.group;
    cfn::Map statement{{"VendorName", group.vendor}, {"Name", name}};
    if (!group.version.empty()) statement.set("Version", group.version);
    cfn::List overrides;
    for (const std::string& counted : group.count) {
      overrides.emplace_back(
          cfn::Map{{"Name", counted}, {"ActionToUse", action(RuleAction::Count)}});
    }
    for (const auto& [changed, wanted] : group.actions) {
      overrides.emplace_back(cfn::Map{{"Name", changed}, {"ActionToUse", action(wanted)}});
    }
    if (!overrides.empty()) statement.set("RuleActionOverrides", std::move(overrides));
    if (const cfn::Map config = map_from_free_form(component_, group.config, lowering_);
        !config.empty()) {
      statement.set("ManagedRuleGroupConfigs", cfn::List{cfn::Map{{name, config}}});
    }
    const bool counts = group.mode == RuleGroupMode::Count;
    return rule_of(rule)
        .set("OverrideAction", cfn::Map{{counts ? "Count" : "None", cfn::Map{}}})
        .set("Statement", cfn::Map{{"ManagedRuleGroupStatement", std::move(statement)}})
        .set("VisibilityConfig", visibility(rule.metric));
  }

  void acl(cfn::List rules) {
    cfn::Map properties;
    if (!settings_.name.empty()) properties.set("Name", settings_.name);
    if (!settings_.description.empty()) properties.set("Description", settings_.description);
    properties.set("Scope", scope_name(settings_))
        .set("DefaultAction",
             action(settings_.otherwise == WebAclDefault::Block ? RuleAction::Block
                                                                : RuleAction::Allow))
        .set("Rules", std::move(rules))
        .set("VisibilityConfig", visibility(acl_metric(component_)))
        .set("Tags", tags());
    lowering_.add(component_, layer_, web_acl_id(component_.name), "AWS::WAFv2::WebACL")
        .properties = std::move(properties);
  }

  static cfn::Value redacted(const std::string& field) {
    if (field == "method") return cfn::Map{{"Method", cfn::Map{}}};
    if (field == "query") return cfn::Map{{"QueryString", cfn::Map{}}};
    if (field == "path") return cfn::Map{{"UriPath", cfn::Map{}}};
    return cfn::Map{{"SingleHeader", cfn::Map{{"Name", field}}}};
  }

  void logs(const WebAclLogs& logs) {
    const std::string id = web_acl_id(component_.name);
    const std::string group_id = id + "LogGroup";
    cfn::Resource& group = lowering_.add(component_, layer_, group_id, "AWS::Logs::LogGroup");
    group.deletion_policy = "RetainExceptOnCreate";
    group.update_replace_policy = "Retain";
    group.properties =
        cfn::Map{{"LogGroupName", "aws-waf-logs-" + lowering_.default_name(component_)},
                 {"RetentionInDays", logs.retention},
                 {"Tags", tags()}};

    cfn::List fields;
    for (const std::string& field : logs.redact) fields.push_back(redacted(field));
    cfn::Map properties{
        {"ResourceArn", Lowering::symbol(component_, id, "Arn")},
        {"LogDestinationConfigs",
         cfn::List{cfn::Text{{"arn:", cfn::ref("AWS::Partition"), ":logs:", cfn::ref("AWS::Region"),
                              ":", cfn::ref("AWS::AccountId"),
                              ":log-group:", Lowering::symbol(component_, group_id)}}}}};
    if (!fields.empty()) properties.set("RedactedFields", std::move(fields));
    lowering_.add(component_, layer_, id + "Logging", "AWS::WAFv2::LoggingConfiguration")
        .properties = std::move(properties);
  }

  const Component& component_;
  const WebAcl& settings_;
  Layer layer_;
  Lowering& lowering_;
};

}  // namespace

void WebAclKind::lower(const Component& component, Lowering& lowering) const {
  WebAclLowering(component, lowering).run();
}

}  // namespace btsinfra
