// What checks, contributions and lowering of distributions all ask.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/services/distribution.h"

#include "model/path.h"
#include "services/component.h"
#include "services/resolved.h"

namespace btsinfra {

// A behavior with all that it takes over from the distribution's own filled in.
struct SettledBehavior {
  std::string path;  // empty: the default
  std::string origin;
  std::string fallback;  // empty: none
  std::string cache;
  std::string forward;  // empty: none
  std::string headers;
  Methods methods = Methods::Read;
  ViewerProtocol viewers = ViewerProtocol::HttpsOnly;
  bool compress = true;
  Place place;  // of the record in which it stands
};

// By what a behavior sends the viewer's Host header to the origin. What a cache tells requests
// apart by goes there too.
enum class HostSent : std::uint8_t { No, ByForward, ByManagedCache, ByOwnCache };
[[nodiscard]] HostSent host_sent(const Distribution& distribution, const SettledBehavior& behavior);

// The default, then those of paths in their order.
[[nodiscard]] std::vector<SettledBehavior> settled_behaviors(const Component& distribution);

// The bucket of an origin; nullptr for a host, and where the reference names nothing.
[[nodiscard]] const Component* bucket_of_origin(const Component& distribution, const Origin& origin,
                                                const ResolvedSystem& system);
// The buckets that a distribution publishes, each once, with the paths of the origins that name it.
struct PublishedBucket {
  const Component* bucket = nullptr;
  std::vector<std::string> paths;  // "" is the whole
  bool list = false;
  Place place;  // of the first origin's `bucket`
};
[[nodiscard]] std::vector<PublishedBucket> published_buckets(const Component& distribution,
                                                             const ResolvedSystem& system);

// Where in their bucket the access logs begin, without slash at the end.
[[nodiscard]] std::string distribution_logs_prefix(const Component& distribution);

// "<system>-<blueprint>-<distribution>-<what>", shortened with a digest where it would be longer
// than `longest`: the names of policies and access controls are one list per account.
[[nodiscard]] std::string account_name(const Component& distribution, std::string_view what,
                                       std::size_t longest, const ResolvedSystem& system);

}  // namespace btsinfra
