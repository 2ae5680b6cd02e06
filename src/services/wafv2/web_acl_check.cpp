// What AWS WAF demands beyond types and bounds. Templates that break most of this pass every
// schema and fail at deployment.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/web_acl.h"

#include "diag/ids/web_acls.h"
#include "services/log_retention.h"
#include "services/resolved.h"
#include "services/tags.h"
#include "services/wafv2/ip_blocks.h"
#include "services/wafv2/managed_groups.h"
#include "services/wafv2/names.h"
#include "services/wafv2/web_acl.h"
#include "services/wafv2/web_acl_rules.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

constexpr std::string_view cloudfront_region = "us-east-1";
constexpr int priced_capacity = 1500;
constexpr int most_capacity = 5000;
constexpr std::array rate_windows{60, 120, 300, 600};
// Names of metrics that AWS WAF uses itself.
constexpr std::array<std::string_view, 2> reserved_metrics{"All", "Default_Action"};

// One check of one web ACL.
class WebAclCheck {
 public:
  WebAclCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        settings_(component.as<WebAcl>()),
        system_(system),
        diags_(diags),
        rules_(acl_rules(component)) {}

  void run() {
    names();
    scope();
    addresses();
    for (const auto& [name, limit] : settings_.rate_limits) rate_limit(name, limit);
    for (std::size_t i = 0; i < settings_.managed.size(); ++i) {
      group(settings_.managed[i], component_.place / "managed" / i);
    }
    group_twice();
    priorities();
    if (metrics()) rule_names();
    capacity();
    decides_nothing();
    logs();
    check_tags(component_.place / "tags", settings_.options.tags, system_, diags_);
  }

 private:
  [[nodiscard]] Span value(const Place& place) const { return system_.places().value(place); }

  void names() {
    if (!settings_.name.empty() && !is_waf_name(settings_.name)) {
      const std::string legal = legal_waf_name(settings_.name);
      diags_
          .report(ids::WebAclName, system_.at(component_, "name"),
                  "`{}` cannot name a web ACL: names have up to 128 Latin letters, digits, `-` and "
                  "`_`",
                  settings_.name)
          .help((legal.empty() ? "" : "write `" + legal + "`, or ") +
                "leave `name` out: CloudFormation then chooses one");
    }
    if (!settings_.description.empty() && !is_waf_description(settings_.description)) {
      diags_
          .report(ids::WebAclDescription, system_.at(component_, "description"),
                  "AWS WAF does not take this description: it may have 3 to 256 Latin letters, "
                  "digits, blanks and `_ + = : # @ / - , .`")
          .help("say it in these characters, or leave it out; comments and tags take any script");
    }
  }

  void scope() {
    const Region& region = system_.region(component_);
    if (settings_.scope == WebAclScope::Regional || region.name() == cloudfront_region) return;
    diags_
        .report(ids::WebAclScopeRegion, system_.at(component_, "scope"),
                "a web ACL for CloudFront can be made in `{}` only, and this blueprint stands in "
                "`{}`",
                cloudfront_region, region.name())
        .note(value(Place{component_.blueprint, Path({"region"})}), "the blueprint's region")
        .help(
            "move it to a blueprint of us-east-1 and name it from there, as in `web_acl: "
            "edge.web_acls." +
            component_.name + "`");
  }

  void addresses() {
    address_list(settings_.allow, "allow");
    address_list(settings_.block, "block");
  }

  void address_list(const std::vector<Late<std::string>>& list, std::string_view field) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string* words = list[i].literal();
      if (words == nullptr) continue;
      const std::variant<IpVersion, IpFault> version = ip_version(*words);
      if (const auto* fault = std::get_if<IpFault>(&version)) {
        diags_.report(ids::WebAclAddress, value(component_.place / field / i), "{}", fault->message)
            .help(fault->help);
      }
    }
  }

  void rate_limit(const std::string& name, const RateLimit& limit) {
    if (std::find(rate_windows.begin(), rate_windows.end(), limit.window) != rate_windows.end()) {
      return;
    }
    diags_
        .report(ids::RateLimitWindow, value(component_.place / "rate_limits" / name / "window"),
                "AWS WAF does not count requests over {} seconds", limit.window)
        .help("it offers 60, 120, 300 and 600");
  }

  // ---- managed groups ---------------------------------------------------------------------------

  void group(const ManagedRules& group, const Place& place) {
    changed_twice(group, place);
    if (group.vendor != "AWS") return;
    const Place named = place / "group";
    const ManagedGroup* known = find_managed_group(group.group);
    if (known == nullptr) {
      unknown_group(group, named);
      return;
    }
    const auto* config = std::get_if<FreeMap>(&group.config.data);
    if (known->needs_config && (config == nullptr || config->empty())) {
      diags_
          .report(ids::ManagedGroupConfig, value(named),
                  "`{}` does not work without a configuration: it must know your pages",
                  known->name)
          .help("give it one under `config`, as in `config: {LoginPath: /wp-login.php}`");
    }
    for (std::size_t i = 0; i < group.count.size(); ++i) {
      rule(*known, group.count[i], value(place / "count" / i));
    }
    for (const auto& [name, action] : group.actions) {
      rule(*known, name, system_.places().key(place / "actions" / name));
    }
  }

  void unknown_group(const ManagedRules& group, const Place& place) {
    const std::optional<std::string> near = nearest_group(group.group);
    std::string all;
    for (const ManagedGroup& known : managed_groups()) {
      all += (all.empty() ? "" : ", ") + std::string(known.name);
    }
    diags_
        .report(ids::UnknownManagedGroup, value(place), "AWS has no managed rule group `{}`",
                group.group)
        .help(near ? did_you_mean(*near)
                   : "its groups are " + all + "; for another's group add `vendor`");
  }

  void rule(const ManagedGroup& group, const std::string& name, const Span& here) {
    if (group.rules.empty() ||
        std::find(group.rules.begin(), group.rules.end(), name) != group.rules.end()) {
      return;
    }
    const std::optional<std::string> near = nearest(name, group.rules);
    diags_
        .report(ids::UnknownManagedRule, here,
                "`{}` has no rule `{}`, and AWS WAF passes over such a name in silence", group.name,
                name)
        .help(near ? did_you_mean(*near) : "its rules are " + rules_of(group));
  }

  static std::string rules_of(const ManagedGroup& group) {
    std::string all;
    for (const std::string_view rule : group.rules) {
      all += (all.empty() ? "" : ", ") + std::string(rule);
    }
    return all;
  }

  void changed_twice(const ManagedRules& group, const Place& place) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < group.count.size(); ++i) {
      const std::string& name = group.count[i];
      const bool again = !seen.insert(name).second;
      if (!again && !group.actions.contains(name)) continue;
      Report report = diags_.report(ids::RuleChangedTwice, value(place / "count" / i),
                                    "`{}` is told twice what to do", name);
      if (group.actions.contains(name)) {
        report.note(system_.places().key(place / "actions" / name), "here too");
      }
      report.help("leave one of the two out");
    }
  }

  void group_twice() {
    std::map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < settings_.managed.size(); ++i) {
      const ManagedRules& group = settings_.managed[i];
      const bool aws = group.vendor == "AWS";
      const std::string name =
          group.vendor + "/" + std::string(aws ? short_group_name(group.group) : group.group);
      const auto [found, fresh] = first.emplace(name, i);
      if (fresh) continue;
      twice_.insert(i);
      diags_
          .report(ids::ManagedGroupTwice, value(component_.place / "managed" / i / "group"),
                  "`{}` stands in this web ACL already", group.group)
          .note(value(component_.place / "managed" / found->second / "group"), "first here")
          .help("a web ACL holds a group once: merge the two entries");
    }
  }

  // ---- numbers and names of rules ---------------------------------------------------------------

  void priorities() {
    std::map<int, const AclRule*> taken;
    for (const AclRule& rule : rules_) {
      const auto [found, fresh] = taken.emplace(rule.priority, &rule);
      if (fresh) continue;
      const Place here = rule.place / "priority";
      diags_
          .report(ids::RulePriorityTaken, value(here),
                  "two rules would have priority {}: `{}` and `{}`", rule.priority,
                  found->second->name, rule.name)
          .note(value(found->second->place), "`" + found->second->name + "`")
          .help("leave `priority` out: rules are then tried in the order in which they stand");
    }
  }

  // Whether the names are fine, so that equal ones are worth a word.
  bool metrics() {
    if (settings_.metrics.empty()) return true;
    const std::string& own = settings_.metrics;
    const Span here = system_.at(component_, "metrics");
    if (!is_waf_name(own)) {
      const std::string legal = legal_waf_name(own);
      diags_
          .report(ids::WebAclMetric, here,
                  "`{}` cannot begin the name of a metric: such names have letters, digits, `-` "
                  "and `_`, and no blanks",
                  own)
          .help(legal.empty() ? "leave it out for the ACL's own name" : "write `" + legal + "`");
      return false;
    }
    if (std::find(reserved_metrics.begin(), reserved_metrics.end(), own) !=
        reserved_metrics.end()) {
      diags_.report(ids::WebAclMetric, here, "`{}` is the name of a metric of AWS WAF's own", own)
          .help("write another beginning, or leave it out for the ACL's own name");
      return false;
    }
    const auto longest = std::max_element(
        rules_.begin(), rules_.end(),
        [](const AclRule& a, const AclRule& b) { return a.metric.size() < b.metric.size(); });
    if (longest == rules_.end() || longest->metric.size() <= longest_waf_name) return true;
    diags_
        .report(ids::WebAclMetric, here,
                "the metric `{}` has {} characters, and CloudWatch takes 128 from AWS WAF",
                longest->metric, longest->metric.size())
        .help("write a shorter beginning");
    return false;
  }

  void rule_names() {
    std::map<std::string, const AclRule*> taken;
    for (const AclRule& rule : rules_) {
      const auto [found, fresh] = taken.emplace(rule.metric, &rule);
      if (fresh || twice(rule)) continue;
      diags_
          .report(ids::RuleNameTaken, system_.places().key(rule.place),
                  "two rules would have the metric `{}`: `{}` and `{}`", rule.metric,
                  found->second->name, rule.name)
          .note(value(found->second->place), "`" + found->second->name + "`")
          .help("give one of the two another name");
    }
  }

  // Whether the rule is a group that was reported as a repetition.
  [[nodiscard]] bool twice(const AclRule& rule) const {
    const auto* group = std::get_if<GroupRule>(&rule.what);
    if (group == nullptr) return false;
    const auto index = static_cast<std::size_t>(group->group - settings_.managed.data());
    return twice_.contains(index);
  }

  // ---- the whole --------------------------------------------------------------------------------

  void capacity() {
    int sum = 0;
    for (const AclRule& rule : rules_) sum += rule.capacity;
    if (sum <= priced_capacity) return;
    std::vector<const AclRule*> largest;
    for (const AclRule& rule : rules_) largest.push_back(&rule);
    std::stable_sort(largest.begin(), largest.end(),
                     [](const AclRule* a, const AclRule* b) { return a->capacity > b->capacity; });
    std::string most;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, largest.size()); ++i) {
      most += (i == 0 ? "" : ", ") + largest[i]->name + " " + std::to_string(largest[i]->capacity);
    }
    const Span here = settings_.managed.empty()
                          ? system_.at(component_)
                          : system_.places().key(component_.place / "managed");
    if (sum > most_capacity) {
      diags_
          .report(ids::WebAclCapacity, here,
                  "the rules take {} capacity units (WCU), and a web ACL holds {}", sum,
                  most_capacity)
          .help("take groups out; the largest are " + most);
      return;
    }
    diags_
        .report(ids::WebAclPrice, here,
                "the rules take {} capacity units (WCU); above {} each million requests costs more",
                sum, priced_capacity)
        .help("take out what the site does not need; the largest are " + most);
  }

  void decides_nothing() {
    if (settings_.otherwise == WebAclDefault::Allow) {
      if (!settings_.block.empty() || !settings_.rate_limits.empty() ||
          !settings_.managed.empty()) {
        return;
      }
      diags_
          .report(ids::WebAclDecidesNothing, system_.at(component_),
                  "web ACL `{}` lets everything through: no rule of it blocks anything",
                  component_.name)
          .help("give it rules, as in `managed: [CommonRuleSet, KnownBadInputsRuleSet]`");
      return;
    }
    if (!settings_.allow.empty() || allows_by_action()) return;
    diags_
        .report(ids::WebAclDecidesNothing, system_.at(component_, "default"),
                "web ACL `{}` lets nothing through: it blocks what no rule allows, and no rule "
                "allows anything",
                component_.name)
        .help("name addresses under `allow`, or write `default: allow`");
  }

  [[nodiscard]] bool allows_by_action() const {
    for (const auto& [name, limit] : settings_.rate_limits) {
      if (limit.action == RuleAction::Allow) return true;
    }
    for (const ManagedRules& group : settings_.managed) {
      for (const auto& [name, action] : group.actions) {
        if (action == RuleAction::Allow) return true;
      }
    }
    return false;
  }

  void logs() {
    if (!settings_.logging || !settings_.logging->enabled) return;
    const WebAclLogs& logs = *settings_.logging;
    const Place place = component_.place / "logging";
    check_retention(place / "retention", logs.retention, system_, diags_);
    for (std::size_t i = 0; i < logs.redact.size(); ++i) {
      if (is_header_name(logs.redact[i])) continue;
      diags_
          .report(ids::RedactedField, value(place / "redact" / i),
                  "`{}` is neither the name of a header nor `method`, `query` or `path`",
                  logs.redact[i])
          .help("logs can leave out whole headers, the method, the query and the path");
    }
  }

  const Component& component_;
  const WebAcl& settings_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
  std::vector<AclRule> rules_;
  std::set<std::size_t> twice_;  // indices of groups reported as repetitions
};

}  // namespace

void WebAclKind::check(const Component& component, const ResolvedSystem& system,
                       Diagnostics& diags) const {
  WebAclCheck(component, system, diags).run();
}

}  // namespace btsinfra
