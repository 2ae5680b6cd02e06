// A distribution with the access controls of its buckets.
//
// AWS facts this rests on (CloudFront developer guide; CloudFormation reference of
// AWS::CloudFront):
// - A bucket is reached at its regional name, signed through an origin access control; an empty
//   OriginAccessIdentity is what makes CloudFront take the origin for S3 at all.
// - An origin group asks its second member after a failed connection or one of the listed status
//   codes, for GET, HEAD and OPTIONS only. A behavior names it as it would an origin.
// - An ACM certificate needs SslSupportMethod; without one the distribution has CloudFront's own,
//   and MinimumProtocolVersion cannot be chosen.
// - WebACLId takes the ARN of a web ACL of AWS WAF, in spite of its name.
// - HttpVersion is http1.1 where nothing is said.
#include "btsinfra/services/common.h"

#include "services/cloudfront/distribution.h"
#include "services/cloudfront/distribution_logs.h"
#include "services/cloudfront/distribution_parts.h"
#include "services/cloudfront/policies.h"
#include "services/lowering.h"
#include "services/s3/bucket.h"
#include "services/wafv2/web_acl.h"

namespace btsinfra {
namespace {

constexpr std::size_t longest_access_name = 64;

cfn::Value item(std::string key, cfn::Value value) {
  return cfn::Map{{std::move(key), std::move(value)}};
}

class DistributionLowering {
 public:
  DistributionLowering(const Component& component, Lowering& lowering)
      : component_(component),
        settings_(component.as<Distribution>()),
        layer_(distribution_layer(component)),
        lowering_(lowering) {}

  void run() {
    cfn::List origins;
    for (const auto& [name, origin] : settings_.origins) origins.push_back(lower(name, origin));
    lower_policies(component_, layer_, lowering_);

    const std::vector<SettledBehavior> behaviors = settled_behaviors(component_);
    cfn::Map config{{"Enabled", settings_.enabled}, {"Comment", comment()}};
    if (!settings_.aliases.empty()) config.set("Aliases", aliases());
    config.set("Origins", std::move(origins));
    if (cfn::List groups = origin_groups(behaviors); !groups.empty()) {
      const auto quantity = static_cast<std::int64_t>(groups.size());
      config.set("OriginGroups", cfn::Map{{"Quantity", quantity}, {"Items", std::move(groups)}});
    }
    config.set("DefaultCacheBehavior", behavior(behaviors.front()));
    cfn::List paths;
    for (std::size_t i = 1; i < behaviors.size(); ++i) paths.push_back(behavior(behaviors[i]));
    if (!paths.empty()) config.set("CacheBehaviors", std::move(paths));
    if (!settings_.root.empty()) config.set("DefaultRootObject", settings_.root);
    if (!settings_.errors.empty()) config.set("CustomErrorResponses", error_pages());
    viewers(config);
    lowering_
        .add(component_, layer_, distribution_id(component_.name), "AWS::CloudFront::Distribution")
        .properties = cfn::Map{{"DistributionConfig", std::move(config)},
                               {"Tags", lowering_.tags(component_, settings_.options.tags,
                                                       lowering_.default_name(component_))}};
    lowering_.expose({static_cast<std::uint32_t>(component_.blueprint),
                      distribution_id(component_.name), "DomainName"},
                     "Address of " + component_.label());
    lower_access_logs(component_, layer_, lowering_);
  }

 private:
  [[nodiscard]] std::string comment() const {
    return settings_.description.empty() ? lowering_.default_name(component_)
                                         : settings_.description;
  }

  [[nodiscard]] cfn::List aliases() const {
    cfn::List names;
    for (const Text& alias : settings_.aliases) names.push_back(lowering_.text(component_, alias));
    return names;
  }

  // ---- origins ----------------------------------------------------------------------------------

  cfn::Value lower(const std::string& name, const Origin& origin) {
    cfn::Map lowered{{"Id", name}};
    const Component* bucket = bucket_of_origin(component_, origin, lowering_.system());
    if (bucket != nullptr) {
      lowered
          .set("DomainName",
               Lowering::symbol(*bucket, bucket_id(bucket->name), "RegionalDomainName"))
          .set("OriginAccessControlId", access_control(name))
          .set("S3OriginConfig", item("OriginAccessIdentity", ""));
    } else {
      lowered.set("DomainName", lowering_.text(component_, origin.host))
          .set("CustomOriginConfig", custom(origin));
    }
    if (!origin.path.empty()) lowered.set("OriginPath", origin.path);
    lowered.set("ConnectionAttempts", origin.attempts)
        .set("ConnectionTimeout", origin.connection_timeout);
    cfn::List headers;
    for (const auto& [header, value] : origin.headers) {
      headers.emplace_back(
          cfn::Map{{"HeaderName", header}, {"HeaderValue", lowering_.text(component_, value)}});
    }
    if (!headers.empty()) lowered.set("OriginCustomHeaders", std::move(headers));
    return lowered;
  }

  cfn::Value access_control(const std::string& origin) {
    const std::string id =
        upper_camel(component_.name) + upper_camel(origin) + "OriginAccessControl";
    lowering_.add(component_, layer_, id, "AWS::CloudFront::OriginAccessControl").properties =
        cfn::Map{{"OriginAccessControlConfig",
                  cfn::Map{{"Name", account_name(component_, origin, longest_access_name,
                                                 lowering_.system())},
                           {"OriginAccessControlOriginType", "s3"},
                           {"SigningBehavior", "always"},
                           {"SigningProtocol", "sigv4"}}}};
    return Lowering::symbol(component_, id, "Id");
  }

  static cfn::Value custom(const Origin& origin) {
    static constexpr const char* protocols[] = {"https-only", "http-only", "match-viewer"};
    return cfn::Map{{"OriginProtocolPolicy", protocols[static_cast<std::size_t>(origin.protocol)]},
                    {"HTTPPort", origin.http_port},
                    {"HTTPSPort", origin.https_port},
                    {"OriginSSLProtocols", cfn::List{"TLSv1.2"}},
                    {"OriginReadTimeout", origin.timeout},
                    {"OriginKeepaliveTimeout", origin.keep_alive}};
  }

  // What a behavior names: the origin, or the group in which it comes first.
  static std::string target(const SettledBehavior& behavior) {
    return behavior.fallback.empty() ? behavior.origin
                                     : behavior.origin + "-or-" + behavior.fallback;
  }

  [[nodiscard]] cfn::List origin_groups(const std::vector<SettledBehavior>& behaviors) const {
    cfn::List codes;
    for (int code : settings_.fallback_on) codes.emplace_back(code);
    std::map<std::string, cfn::Value> groups;
    for (const SettledBehavior& behavior : behaviors) {
      if (behavior.fallback.empty()) continue;
      groups.emplace(
          target(behavior),
          cfn::Map{
              {"Id", target(behavior)},
              {"FailoverCriteria",
               item("StatusCodes", cfn::Map{{"Quantity", static_cast<std::int64_t>(codes.size())},
                                            {"Items", codes}})},
              {"Members", cfn::Map{{"Quantity", 2},
                                   {"Items", cfn::List{item("OriginId", behavior.origin),
                                                       item("OriginId", behavior.fallback)}}}}});
    }
    cfn::List list;
    for (auto& [id, group] : groups) list.push_back(std::move(group));
    return list;
  }

  // ---- behaviors --------------------------------------------------------------------------------

  [[nodiscard]] cfn::Value behavior(const SettledBehavior& settled) const {
    static constexpr const char* protocols[] = {"https-only", "redirect-to-https"};
    cfn::List methods{"GET", "HEAD"};
    cfn::List cached = methods;
    if (settled.methods != Methods::Read) {
      methods.emplace_back("OPTIONS");
      cached = methods;
    }
    if (settled.methods == Methods::All) {
      for (const char* method : {"PUT", "PATCH", "POST", "DELETE"}) methods.emplace_back(method);
    }
    cfn::Map lowered;
    if (!settled.path.empty()) lowered.set("PathPattern", settled.path);
    lowered.set("TargetOriginId", target(settled))
        .set("ViewerProtocolPolicy", protocols[static_cast<std::size_t>(settled.viewers)])
        .set("AllowedMethods", std::move(methods))
        .set("CachedMethods", std::move(cached))
        .set("Compress", settled.compress)
        .set("CachePolicyId", cache_policy(component_, settled.cache));
    if (!settled.forward.empty()) {
      lowered.set("OriginRequestPolicyId", forward_policy(settled.forward));
    }
    return lowered.set("ResponseHeadersPolicyId", header_policy(component_, settled.headers));
  }

  [[nodiscard]] cfn::List error_pages() const {
    cfn::List pages;
    for (const auto& [code, error] : settings_.errors) {
      const int number = error_code(code);
      cfn::Map page{{"ErrorCode", number}, {"ErrorCachingMinTTL", error.ttl}};
      if (!error.page.empty()) {
        page.set("ResponseCode", error.status.value_or(number)).set("ResponsePagePath", error.page);
      }
      pages.emplace_back(std::move(page));
    }
    return pages;
  }

  // ---- towards viewers --------------------------------------------------------------------------

  void viewers(cfn::Map& config) const {
    static constexpr const char* classes[] = {"PriceClass_All", "PriceClass_200", "PriceClass_100"};
    static constexpr const char* versions[] = {"http2and3", "http2", "http3", "http1.1"};
    config.set("PriceClass", classes[static_cast<std::size_t>(settings_.price_class)])
        .set("HttpVersion", versions[static_cast<std::size_t>(settings_.http)])
        .set("IPV6Enabled", settings_.ipv6)
        .set("ViewerCertificate", certificate())
        .set("Restrictions", item("GeoRestriction", countries()));
    const Component* acl =
        lowering_.system().target(component_, settings_.web_acl.target(), "web_acls");
    if (acl != nullptr) {
      config.set("WebACLId", Lowering::symbol(*acl, web_acl_id(acl->name), "Arn"));
    }
  }

  [[nodiscard]] cfn::Value certificate() const {
    static constexpr const char* policies[] = {"TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"};
    if (!settings_.certificate) return item("CloudFrontDefaultCertificate", true);
    return cfn::Map{{"AcmCertificateArn", lowering_.late(component_, *settings_.certificate)},
                    {"SslSupportMethod", "sni-only"},
                    {"MinimumProtocolVersion", policies[static_cast<std::size_t>(settings_.tls)]}};
  }

  [[nodiscard]] cfn::Value countries() const {
    if (!settings_.countries) return item("RestrictionType", "none");
    const bool only = !settings_.countries->only.empty();
    const std::vector<std::string>& codes =
        only ? settings_.countries->only : settings_.countries->except;
    return cfn::Map{{"RestrictionType", only ? "whitelist" : "blacklist"},
                    {"Locations", cfn::List(codes.begin(), codes.end())}};
  }

  const Component& component_;
  const Distribution& settings_;
  Layer layer_;
  Lowering& lowering_;
};

}  // namespace

void DistributionKind::lower(const Component& component, Lowering& lowering) const {
  DistributionLowering(component, lowering).run();
}

}  // namespace btsinfra
