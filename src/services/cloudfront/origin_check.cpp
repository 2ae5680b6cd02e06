// What CloudFront demands of origins.
//
// AWS facts this rests on:
// - An origin access control signs for the bucket's own endpoint. The website endpoint takes no
//   signature and knows no HTTPS: it would need a bucket that is open to the world.
// - A bucket under a KMS key would need a key policy that names the distribution, which names the
//   bucket.
// - The name under which a load balancer is reached at first is AWS's, and no certificate of yours
//   covers it.
#include <algorithm>
#include <array>
#include <map>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/bucket.h"
#include "btsinfra/services/distribution.h"
#include "btsinfra/services/encryption_key.h"

#include "diag/ids/distributions.h"
#include "model/fields.h"
#include "services/cloudfront/distribution.h"
#include "services/cloudfront/distribution_parts.h"
#include "services/domain_names.h"
#include "services/kind.h"
#include "services/names.h"
#include "services/resolved.h"

namespace btsinfra {
namespace {

// Headers that CloudFront sets itself or does not pass on (developer guide, "Custom headers that
// CloudFront can't add to origin requests").
constexpr std::array<std::string_view, 28> kept_headers{"cache-control",
                                                        "connection",
                                                        "content-length",
                                                        "cookie",
                                                        "host",
                                                        "if-match",
                                                        "if-modified-since",
                                                        "if-none-match",
                                                        "if-range",
                                                        "if-unmodified-since",
                                                        "max-forwards",
                                                        "pragma",
                                                        "proxy-authenticate",
                                                        "proxy-authorization",
                                                        "proxy-connection",
                                                        "range",
                                                        "request-range",
                                                        "te",
                                                        "trailer",
                                                        "transfer-encoding",
                                                        "upgrade",
                                                        "via",
                                                        "x-real-ip",
                                                        "x-forwarded-proto",
                                                        "x-forwarded-for",
                                                        "x-forwarded-host",
                                                        "content-encoding",
                                                        "expect"};

bool is_kept_header(std::string_view name) {
  const std::string lower = lower_case(name);
  return lower.starts_with("x-amz-") || lower.starts_with("x-edge-") ||
         std::find(kept_headers.begin(), kept_headers.end(), lower) != kept_headers.end();
}

class OriginCheck {
 public:
  OriginCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        settings_(component.as<Distribution>()),
        system_(system),
        diags_(diags) {}

  void run() {
    for (const auto& [name, origin] : settings_.origins) {
      name_ = name;
      place_ = component_.place / "origins" / name;
      one(origin);
    }
    for (const PublishedBucket& published : published_buckets(component_, system_)) {
      bucket(published);
    }
  }

 private:
  [[nodiscard]] Span value(const Place& place) const { return system_.places().value(place); }

  void one(const Origin& origin) {
    path(origin);
    headers(origin);
    if (origin.bucket.empty() == origin.host.empty()) {
      const bool none = origin.host.empty();
      diags_
          .report(ids::OriginSource, system_.places().key(place_), "origin `{}` names {}", name_,
                  none ? "neither a bucket nor a host" : "a bucket and a host")
          .help(none ? "write `bucket:` with a bucket's name, or `host:`"
                     : "make two origins of them");
      return;
    }
    if (!origin.host.empty()) host(origin);
    if (origin.list && origin.bucket.empty()) {
      diags_
          .report(ids::OriginSource, value(place_ / "list"),
                  "origin `{}` is a host, and only a bucket can be listed", name_)
          .help("remove `list`: what the host answers for missing things is its own choice");
    }
  }

  void path(const Origin& origin) {
    if (origin.path.empty()) return;
    if (origin.path.starts_with('/') && !origin.path.ends_with('/') &&
        origin.path.find('*') == std::string::npos) {
      return;
    }
    std::string proposed = origin.path;
    proposed.erase(std::remove(proposed.begin(), proposed.end(), '*'), proposed.end());
    while (proposed.ends_with('/')) proposed.pop_back();
    if (!proposed.empty() && !proposed.starts_with('/')) proposed = "/" + proposed;
    diags_
        .report(ids::OriginPath, value(place_ / "path"),
                "`{}` cannot begin the paths of an origin: it has a slash at the beginning, none "
                "at the end, and no `*`",
                origin.path)
        .help(proposed.empty() ? "leave it out" : "write `" + proposed + "`");
  }

  void headers(const Origin& origin) {
    for (const auto& [header, text] : origin.headers) {
      if (!is_kept_header(header)) continue;
      diags_
          .report(ids::OriginHeader, system_.places().key(place_ / "headers" / header),
                  "CloudFront does not add the header `{}`: it sets it itself or passes it on by "
                  "policies only",
                  header)
          .help("choose a name of your own, as `X-Origin-Secret`, or use `forward`");
    }
  }

  // ---- hosts ------------------------------------------------------------------------------------

  void host(const Origin& origin) {
    const Span here = value(place_ / "host");
    if (const std::string* words = origin.host.literal()) {
      literal_host(*words, here);
      return;
    }
    for (const Text::Part& part : origin.host.parts()) {
      if (const auto* reference = std::get_if<Reference>(&part)) named_host(origin, *reference);
    }
  }

  void literal_host(const std::string& words, const Span& here) {
    const std::string lower = domain_form(words);
    const bool amazon = lower.ends_with(".amazonaws.com") || lower.ends_with(".amazonaws.com.cn");
    if (amazon && lower.find("s3-website") != std::string::npos) {
      diags_
          .report(ids::OriginHost, here,
                  "`{}` is the website endpoint of a bucket, which only a bucket open to the world "
                  "can serve from",
                  words)
          .help("name the bucket itself, as in `bucket: media`; what `/` gives is said by `root`");
      return;
    }
    if (amazon && (lower.find(".s3.") != std::string::npos || lower.starts_with("s3."))) {
      diags_
          .report(ids::OriginHost, here,
                  "`{}` is a bucket, and as a host it would be asked "
                  "unsigned",
                  words)
          .help("name it by `bucket:`: it then admits this distribution and nobody else");
      return;
    }
    const std::optional<std::string> fault = domain_fault(words, Underscores::Refused);
    if (!fault && !is_address(lower)) return;
    const std::string proposed = proposed_domain(words);
    diags_
        .report(ids::OriginHost, here, "`{}` is not the name of a host: {}", words,
                fault ? *fault : "it is an address, and CloudFront asks by name")
        .help(proposed.empty() || is_address(proposed)
                  ? "write a name as `www.example.com`, without scheme, port or path"
                  : "write `" + proposed + "`; ports and paths have fields of their own");
  }

  static bool is_address(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  }

  void named_host(const Origin& origin, const Reference& reference) {
    const Component* named = system_.target(component_, reference);
    if (named == nullptr) return;
    const Span here = system_.places().reference(place_ / "host", reference.path);
    if (named->kind->key() == "buckets") {
      diags_
          .report(ids::OriginHost, here,
                  "as a host the bucket `{}` would be asked unsigned, and it answers nobody so",
                  named->name)
          .help("write `bucket: " + bucket_path(*named) + "` instead");
      return;
    }
    if (named->kind->key() != "load_balancers" || origin.protocol == OriginProtocol::Http ||
        forwards_host()) {
      return;
    }
    diags_
        .report(ids::OriginCertificate, here,
                "CloudFront would ask `{}` over HTTPS at the name that AWS gave it, and no "
                "certificate of yours covers that name",
                named->name)
        .note(system_.at(*named), "the load balancer")
        .help(
            "name a record of your own that leads to it, or write `forward: AllViewer`, so that "
            "it is asked for the viewer's name");
  }

  [[nodiscard]] std::string bucket_path(const Component& bucket) const {
    if (bucket.blueprint == component_.blueprint) return bucket.name;
    return system_.blueprint(bucket).name + ".buckets." + bucket.name;
  }

  // Whether every behavior that comes to this origin sends the viewer's Host header along.
  [[nodiscard]] bool forwards_host() const {
    const std::vector<SettledBehavior> all = settled_behaviors(component_);
    return std::all_of(all.begin(), all.end(), [this](const SettledBehavior& behavior) {
      return (behavior.origin != name_ && behavior.fallback != name_) ||
             host_sent(settings_, behavior) != HostSent::No;
    });
  }

  // ---- buckets ----------------------------------------------------------------------------------

  void bucket(const PublishedBucket& published) {
    const Component& bucket = *published.bucket;
    if (bucket.as<Bucket>().key && !key_admits_distributions(bucket)) {
      diags_
          .report(ids::OriginBucketKey, value(published.place),
                  "`{}` encrypts with a key of KMS, which CloudFront may not use", bucket.name)
          .note(system_.at(bucket, "key"), "the bucket's key")
          .help(
              "leave the bucket without `key`: it then encrypts with keys of S3's own, and what "
              "is published is no secret; or write `services: [cloudfront]` at the key");
    }
    const bool whole =
        std::find(published.paths.begin(), published.paths.end(), "") != published.paths.end();
    if (whole) readers(published);
  }

  [[nodiscard]] bool key_admits_distributions(const Component& bucket) const {
    const Reference* named = bucket.as<Bucket>().key->reference();
    const Component* key = named == nullptr ? nullptr : system_.target(bucket, *named);
    if (key == nullptr || key->kind->key() != "keys") return false;
    const std::vector<KeyService>& services = key->as<EncryptionKey>().services;
    return std::find(services.begin(), services.end(), KeyService::Cloudfront) != services.end();
  }

  // Code for servers has no business where everybody can fetch it.
  void readers(const PublishedBucket& published) {
    const Component* reported = nullptr;
    for (const ComponentUse* use : system_.uses_of(*published.bucket)) {
      const Component& reader = system_.component(use->user);
      if (system_.lost(reader.blueprint) || reader.tainted) continue;
      if (reported == &reader || !is_reading(use->place)) continue;
      reported = &reader;
      diags_
          .report(ids::PublishedAndRead, value(published.place),
                  "bucket `{}` is read by `{}` and published by `{}`: whatever servers fetch from "
                  "it, everybody can",
                  published.bucket->name, reader.label(), component_.label())
          .note(value(use->place), "read here")
          .help(
              "keep code and media in two buckets, or publish one folder only with `path: "
              "/public`");
    }
  }

  // Whether a place is an entry of `reads`.
  static bool is_reading(const Place& place) {
    const std::vector<std::string>& steps = place.path.keys();
    return std::find(steps.begin(), steps.end(), "reads") != steps.end();
  }

  const Component& component_;
  const Distribution& settings_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
  std::string name_;  // of the origin at hand
  Place place_;
};

}  // namespace

void check_origins(const Component& component, const ResolvedSystem& system, Diagnostics& diags) {
  OriginCheck(component, system, diags).run();
}

}  // namespace btsinfra
