#include "services/cloudfront/distribution_parts.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "services/cloudfront/managed_policies.h"
#include "services/names.h"
#include "support/sha256.h"

namespace btsinfra {
namespace {

constexpr std::string_view usual_cache = "CachingOptimized";
constexpr std::string_view usual_headers = "SecurityHeadersPolicy";

std::string either(const std::string& own, const std::string& inherited) {
  return own.empty() ? inherited : own;
}

}  // namespace

HostSent host_sent(const Distribution& distribution, const SettledBehavior& behavior) {
  const ManagedPolicy* forward = find_policy(managed_forward_policies(), behavior.forward);
  if (forward != nullptr && forward->host_header) return HostSent::ByForward;
  const auto own = distribution.cache_policies.find(behavior.cache);
  if (own != distribution.cache_policies.end()) {
    const std::vector<std::string>& headers = own->second.headers;
    const bool host = std::any_of(headers.begin(), headers.end(), [](const std::string& header) {
      return lower_case(header) == "host";
    });
    return host ? HostSent::ByOwnCache : HostSent::No;
  }
  const ManagedPolicy* cache = find_policy(managed_cache_policies(), behavior.cache);
  return cache != nullptr && cache->host_header ? HostSent::ByManagedCache : HostSent::No;
}

std::vector<SettledBehavior> settled_behaviors(const Component& distribution) {
  const auto& settings = distribution.as<Distribution>();
  const Behavior& usual = settings.behavior;
  SettledBehavior first;
  first.origin = usual.origin;
  if (first.origin.empty() && settings.origins.size() == 1) {
    first.origin = settings.origins.begin()->first;
  }
  first.fallback = usual.fallback;
  first.cache = either(usual.cache, std::string(usual_cache));
  first.forward = usual.forward;
  first.headers = either(usual.headers, std::string(usual_headers));
  first.methods = usual.methods.value_or(Methods::Read);
  first.viewers = usual.viewers.value_or(ViewerProtocol::HttpsOnly);
  first.compress = usual.compress.value_or(true);
  first.place = distribution.place;

  std::vector<SettledBehavior> all{first};
  for (std::size_t i = 0; i < settings.behaviors.size(); ++i) {
    const Behavior& own = settings.behaviors[i].behavior;
    SettledBehavior settled = first;
    settled.path = settings.behaviors[i].path;
    settled.place = distribution.place / "behaviors" / i;
    // An origin of its own has the fallback of its own, or none.
    if (!own.origin.empty()) {
      settled.origin = own.origin;
      settled.fallback.clear();
    }
    if (!own.fallback.empty()) settled.fallback = own.fallback;
    settled.cache = either(own.cache, first.cache);
    settled.forward = either(own.forward, first.forward);
    settled.headers = either(own.headers, first.headers);
    settled.methods = own.methods.value_or(first.methods);
    settled.viewers = own.viewers.value_or(first.viewers);
    settled.compress = own.compress.value_or(first.compress);
    all.push_back(std::move(settled));
  }
  return all;
}

const Component* bucket_of_origin(const Component& distribution, const Origin& origin,
                                  const ResolvedSystem& system) {
  return system.target(distribution, origin.bucket.target(), "buckets");
}

std::vector<PublishedBucket> published_buckets(const Component& distribution,
                                               const ResolvedSystem& system) {
  std::vector<PublishedBucket> all;
  for (const auto& [name, origin] : distribution.as<Distribution>().origins) {
    const Component* bucket = bucket_of_origin(distribution, origin, system);
    if (bucket == nullptr || bucket->tainted) continue;
    auto found = std::find_if(all.begin(), all.end(), [bucket](const PublishedBucket& other) {
      return other.bucket == bucket;
    });
    if (found == all.end()) {
      all.push_back({.bucket = bucket,
                     .paths = {},
                     .list = false,
                     .place = distribution.place / "origins" / name / "bucket"});
      found = all.end() - 1;
    }
    if (std::find(found->paths.begin(), found->paths.end(), origin.path) == found->paths.end()) {
      found->paths.push_back(origin.path);
    }
    found->list = found->list || origin.list;
  }
  return all;
}

std::string distribution_logs_prefix(const Component& distribution) {
  const std::string& own = distribution.as<Distribution>().access_logs_prefix;
  return own.empty() ? "distributions/" + distribution.name : own;
}

std::string account_name(const Component& distribution, std::string_view what, std::size_t longest,
                         const ResolvedSystem& system) {
  std::string name = system.system().name + "-" + system.blueprint(distribution).name + "-" +
                     distribution.name + "-" + std::string(what);
  if (name.size() <= longest) return name;
  constexpr std::size_t digits = 8;
  const std::string digest = sha256_hex(name).substr(0, digits);
  return name.substr(0, longest - digits - 1) + "-" + digest;
}

}  // namespace btsinfra
