// The field tables of `web_acls`.
#include "btsinfra/services/web_acl.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
inline constexpr NameForm name_form_of<RateLimit> = NameForm::Component;

template <>
const Type& type_of<WebAclScope>();
template <>
const Type& type_of<WebAclDefault>();
template <>
const Type& type_of<RuleGroupMode>();
template <>
const Type& type_of<RuleAction>();
template <>
const Type& type_of<ManagedRules>();
template <>
const Type& type_of<RateLimit>();
template <>
const Type& type_of<WebAclLogs>();

namespace {

struct ScopeNames {
  static constexpr std::string_view names[] = {"regional", "cloudfront"};
};
struct DefaultNames {
  static constexpr std::string_view names[] = {"allow", "block"};
};
struct ModeNames {
  static constexpr std::string_view names[] = {"block", "count"};
};
struct ActionNames {
  static constexpr std::string_view names[] = {"allow", "block", "count", "captcha", "challenge"};
};

constexpr double most_requests = 2'000'000'000;

constexpr Field managed_fields[] = {
    field<&ManagedRules::group>("group",
                                "Name of the group, with or without `AWSManagedRules` in front.")
        .required(),
    field<&ManagedRules::vendor>("vendor", "Whose group it is."),
    field<&ManagedRules::version>("version", "A static version of the group.")
        .unit("characters")
        .within(1, 64)
        .without("whichever the vendor calls the default"),
    field<&ManagedRules::mode>(
        "mode",
        "`block`: the rules of the group act as they are; `count`: they only count, to see what "
        "they would stop."),
    field<&ManagedRules::count>("count", "Rules of the group that only count.").within(0, 100),
    field<&ManagedRules::actions>("actions",
                                  "What rules of the group do instead of what they are made for."),
    field<&ManagedRules::config>("config",
                                 "What the group itself wants to know, as CloudFormation names it.")
        .without("nothing; most groups ask nothing"),
    field<&ManagedRules::priority>("priority", "Its number; lower ones are tried first.")
        .within(0, 100'000)
        .without("the one after the rule before it"),
};

constexpr Field rate_fields[] = {
    field<&RateLimit::limit>("limit", "Requests that one address may send in a window.")
        .required()
        .within(10, most_requests),
    field<&RateLimit::window>("window", "The window: 60, 120, 300 or 600.").unit("seconds"),
    field<&RateLimit::path>("path",
                            "Counts only requests whose path begins so, as `/wp-login.php`.")
        .unit("characters")
        .within(1, 200)
        .without("all requests"),
    field<&RateLimit::action>("action", "What becomes of requests above the limit."),
    field<&RateLimit::forwarded_header>(
        "forwarded_header",
        "Header that holds the client's address, where a proxy stands in between, as "
        "`X-Forwarded-For`.")
        .unit("characters")
        .within(1, 255)
        .without("the address that connects"),
};

constexpr Field log_fields[] = {
    field<&WebAclLogs::enabled>("enabled", "Whether requests are logged."),
    field<&WebAclLogs::retention>("retention", "How long records are kept.").unit("days"),
    field<&WebAclLogs::redact>(
        "redact",
        "What is left out of the records: names of headers, or `method`, `query` and `path`.")
        .within(0, 100),
};

constexpr Field web_acl_fields[] = {
    field<&WebAcl::name>("name", "Name of the ACL: up to 128 Latin letters, digits, `-` and `_`.")
        .without("chosen by CloudFormation"),
    field<&WebAcl::description>("description", "What it is for, in Latin letters.")
        .without("no description"),
    field<&WebAcl::scope>(
        "scope",
        "`regional`: before load balancers of its region; `cloudfront`: before distributions, and "
        "then in us-east-1 only."),
    field<&WebAcl::otherwise>("default", "What becomes of requests that no rule decides."),
    field<&WebAcl::allow>("allow",
                          "Address blocks, IPv4 or IPv6, whose requests no further rule sees.")
        .means(Meaning::AddressBlock)
        .within(0, 10'000),
    field<&WebAcl::block>("block", "Address blocks whose requests are always blocked.")
        .means(Meaning::AddressBlock)
        .within(0, 10'000),
    field<&WebAcl::rate_limits>("rate_limits", "How much one address may ask for, by name."),
    field<&WebAcl::managed>("managed", "Groups of rules kept up to date by AWS, in their order."),
    field<&WebAcl::metrics>("metrics",
                            "How the names of its metrics begin: `BTS` makes `BTS_COMMONRULESET`.")
        .without("its own name in capitals"),
    field<&WebAcl::logging>("logging", "`true`, or how requests are logged to CloudWatch Logs.")
        .without("no logs, only metrics and samples"),
    field<&WebAcl::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<WebAclScope>() {
  static const Type type = describe_choice<WebAclScope, ScopeNames>("scope");
  return type;
}
template <>
const Type& type_of<WebAclDefault>() {
  static const Type type = describe_choice<WebAclDefault, DefaultNames>("default action");
  return type;
}
template <>
const Type& type_of<RuleGroupMode>() {
  static const Type type = describe_choice<RuleGroupMode, ModeNames>("mode");
  return type;
}
template <>
const Type& type_of<RuleAction>() {
  static const Type type = describe_choice<RuleAction, ActionNames>("action");
  return type;
}
template <>
const Type& type_of<ManagedRules>() {
  static const Type type = [] {
    Type described =
        record<ManagedRules>("a managed rule group",
                             "A group of rules that its vendor keeps up to date.", managed_fields);
    described.shorthand = [](void* group, const ScalarInput& input) {
      return type_of<std::string>().parse(&static_cast<ManagedRules*>(group)->group, input);
    };
    described.shorthand_type = &type_of<std::string>();
    return described;
  }();
  return type;
}
template <>
const Type& type_of<RateLimit>() {
  static const Type type =
      record<RateLimit>("a rate limit", "How many requests one address may send.", rate_fields);
  return type;
}
template <>
const Type& type_of<WebAclLogs>() {
  static const Type type = [] {
    Type described = record<WebAclLogs>(
        "the logs of a web ACL", "How a web ACL logs requests to CloudWatch Logs.", log_fields);
    described.shorthand = [](void* logs, const ScalarInput& input) {
      return type_of<bool>().parse(&static_cast<WebAclLogs*>(logs)->enabled, input);
    };
    described.shorthand_type = &type_of<bool>();
    return described;
  }();
  return type;
}
template <>
const Type& type_of<WebAcl>() {
  static const Type type = record<WebAcl>("a web ACL", "A web ACL with its rules.", web_acl_fields);
  return type;
}

}  // namespace btsinfra::fields
