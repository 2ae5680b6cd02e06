// AWS facts this rests on:
// - Names of policies are one list per account; everything else of them can change in place.
// - A cache policy must say something about query strings, headers and cookies, and whether the two
//   ways of compression are told apart, which a policy that keeps nothing may not.
// - CloudFront's managed SecurityHeadersPolicy is what the defaults here give too: HSTS for a year,
//   no sniffing of types, frames of the own site only.
#include "services/cloudfront/policies.h"

#include <algorithm>
#include <charconv>

#include "btsinfra/services/distribution.h"

#include "services/cloudfront/distribution_parts.h"
#include "services/cloudfront/managed_policies.h"

namespace btsinfra {
namespace {

constexpr std::size_t longest_policy_name = 128;

std::string cache_policy_id(const Component& distribution, std::string_view name) {
  return upper_camel(distribution.name) + upper_camel(name) + "CachePolicy";
}

std::string header_policy_id(const Component& distribution, std::string_view name) {
  return upper_camel(distribution.name) + upper_camel(name) + "HeadersPolicy";
}

cfn::List list_of(const std::vector<std::string>& words) { return {words.begin(), words.end()}; }

// {"CookieBehavior": "whitelist", "Cookies": […]}
cfn::Value named(const std::string& behavior, const std::string& items,
                 const std::vector<std::string>& names) {
  if (names.empty()) return cfn::Map{{behavior, "none"}};
  if (std::find(names.begin(), names.end(), "all") != names.end()) {
    return cfn::Map{{behavior, "all"}};
  }
  return cfn::Map{{behavior, "whitelist"}, {items, list_of(names)}};
}

cfn::Value parameters(const CacheRules& rules) {
  return cfn::Map{{"EnableAcceptEncodingGzip", rules.max_ttl > 0},
                  {"EnableAcceptEncodingBrotli", rules.max_ttl > 0},
                  {"QueryStringsConfig", named("QueryStringBehavior", "QueryStrings", rules.query)},
                  {"HeadersConfig", named("HeaderBehavior", "Headers", rules.headers)},
                  {"CookiesConfig", named("CookieBehavior", "Cookies", rules.cookies)}};
}

cfn::Value security(const Component& distribution, const HeaderRules& rules,
                    const Lowering& lowering) {
  static constexpr const char* referrers[] = {"no-referrer",
                                              "no-referrer-when-downgrade",
                                              "origin",
                                              "origin-when-cross-origin",
                                              "same-origin",
                                              "strict-origin",
                                              "strict-origin-when-cross-origin",
                                              "unsafe-url"};
  cfn::Map config{{"ContentTypeOptions", cfn::Map{{"Override", true}}}};
  if (rules.hsts > 0) {
    config.set("StrictTransportSecurity",
               cfn::Map{{"AccessControlMaxAgeSec", rules.hsts}, {"Override", true}});
  }
  if (rules.frames != Framing::Anyone) {
    config.set("FrameOptions",
               cfn::Map{{"FrameOption", rules.frames == Framing::Deny ? "DENY" : "SAMEORIGIN"},
                        {"Override", true}});
  }
  config.set("ReferrerPolicy",
             cfn::Map{{"ReferrerPolicy", referrers[static_cast<std::size_t>(rules.referrer)]},
                      {"Override", true}});
  if (!rules.content_security.empty()) {
    config.set(
        "ContentSecurityPolicy",
        cfn::Map{{"ContentSecurityPolicy", lowering.text(distribution, rules.content_security)},
                 {"Override", true}});
  }
  return config;
}

cfn::Value cors(const Cors& rules) {
  const auto items = [](const std::vector<std::string>& words) {
    return cfn::Map{{"Items", list_of(words)}};
  };
  cfn::Map config{{"AccessControlAllowOrigins", items(rules.origins)},
                  {"AccessControlAllowMethods", items(rules.methods)},
                  {"AccessControlAllowHeaders", items(rules.headers)},
                  {"AccessControlAllowCredentials", rules.credentials},
                  {"AccessControlMaxAgeSec", rules.max_age},
                  {"OriginOverride", true}};
  if (!rules.expose.empty()) config.set("AccessControlExposeHeaders", items(rules.expose));
  return config;
}

void lower_header_policy(const Component& distribution, Layer layer, const std::string& name,
                         const HeaderRules& rules, Lowering& lowering) {
  cfn::Map config{
      {"Name", account_name(distribution, name, longest_policy_name, lowering.system())},
      {"SecurityHeadersConfig", security(distribution, rules, lowering)}};
  if (rules.cors) config.set("CorsConfig", cors(*rules.cors));
  cfn::List added;
  for (const auto& [header, value] : rules.add) {
    added.emplace_back(cfn::Map{
        {"Header", header}, {"Value", lowering.text(distribution, value)}, {"Override", true}});
  }
  if (!added.empty()) config.set("CustomHeadersConfig", cfn::Map{{"Items", std::move(added)}});
  cfn::List removed;
  for (const std::string& header : rules.remove) removed.emplace_back(cfn::Map{{"Header", header}});
  if (!removed.empty()) config.set("RemoveHeadersConfig", cfn::Map{{"Items", std::move(removed)}});
  lowering
      .add(distribution, layer, header_policy_id(distribution, name),
           "AWS::CloudFront::ResponseHeadersPolicy")
      .properties = cfn::Map{{"ResponseHeadersPolicyConfig", std::move(config)}};
}

cfn::Value managed(std::span<const ManagedPolicy> policies, std::string_view name) {
  const ManagedPolicy* policy = find_policy(policies, name);
  return policy == nullptr ? "" : policy->id;
}

}  // namespace

void lower_policies(const Component& distribution, Layer layer, Lowering& lowering) {
  const auto& settings = distribution.as<Distribution>();
  for (const auto& [name, rules] : settings.cache_policies) {
    lowering
        .add(distribution, layer, cache_policy_id(distribution, name),
             "AWS::CloudFront::CachePolicy")
        .properties = cfn::Map{
        {"CachePolicyConfig",
         cfn::Map{
             {"Name", account_name(distribution, name, longest_policy_name, lowering.system())},
             {"MinTTL", rules.min_ttl},
             {"DefaultTTL", rules.ttl},
             {"MaxTTL", rules.max_ttl},
             {"ParametersInCacheKeyAndForwardedToOrigin", parameters(rules)}}}};
  }
  for (const auto& [name, rules] : settings.header_policies) {
    lower_header_policy(distribution, layer, name, rules, lowering);
  }
}

cfn::Value cache_policy(const Component& distribution, const std::string& name) {
  if (distribution.as<Distribution>().cache_policies.contains(name)) {
    return Lowering::symbol(distribution, cache_policy_id(distribution, name), "Id");
  }
  return managed(managed_cache_policies(), name);
}

cfn::Value header_policy(const Component& distribution, const std::string& name) {
  if (distribution.as<Distribution>().header_policies.contains(name)) {
    return Lowering::symbol(distribution, header_policy_id(distribution, name), "Id");
  }
  return managed(managed_header_policies(), name);
}

cfn::Value forward_policy(std::string_view name) {
  return managed(managed_forward_policies(), name);
}

int error_code(std::string_view text) {
  int code = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
  return error == std::errc{} && end == text.data() + text.size() ? code : 0;
}

}  // namespace btsinfra
