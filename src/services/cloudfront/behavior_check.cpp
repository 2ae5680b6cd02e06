// What CloudFront demands of behaviors: the origins and policies that they name, fallbacks, paths,
// caches and error pages.
//
// AWS facts this rests on:
// - A behavior decides for the requests whose path fits its pattern, unless one before it does.
// - Origin groups fall back for GET, HEAD and OPTIONS only; a behavior with one may not allow more.
// - A signed request to a bucket carries the bucket's own Host header: the viewer's instead makes
//   every signature wrong.
#include <algorithm>
#include <array>
#include <set>

#include "btsinfra/services/distribution.h"

#include "diag/ids/distributions.h"
#include "services/cloudfront/distribution.h"
#include "services/cloudfront/distribution_parts.h"
#include "services/cloudfront/managed_policies.h"
#include "services/cloudfront/policies.h"
#include "services/resolved.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

constexpr std::array fallback_codes{400, 403, 404, 416, 429, 500, 502, 503, 504};
constexpr std::array error_codes{400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504};

template <class Codes>
bool among(const Codes& codes, int code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

template <class Codes>
std::string listed(const Codes& codes) {
  std::string text;
  for (const int code : codes) text += (text.empty() ? "" : ", ") + std::to_string(code);
  return text;
}

// Whether whatever fits `inner` fits `outer` too: the `*` and `?` of the inner one are characters
// that only a `*` of the outer one is sure to take, `?` also a `?`.
bool contains(std::string_view outer, std::string_view inner) {
  std::size_t o = 0;
  std::size_t i = 0;
  std::size_t star = std::string_view::npos;  // the last `*` of the outer one
  std::size_t mark = 0;                       // where what it takes ends so far
  while (i < inner.size()) {
    if (o < outer.size() && outer[o] == '*') {
      star = o++;
      mark = i;
    } else if (o < outer.size() && inner[i] != '*' && (outer[o] == '?' || outer[o] == inner[i])) {
      ++o;
      ++i;
    } else if (star != std::string_view::npos) {
      o = star + 1;
      i = ++mark;
    } else {
      return false;
    }
  }
  while (o < outer.size() && outer[o] == '*') ++o;
  return o == outer.size();
}

// CloudFront takes a pattern with and without the slash at its beginning for the same.
std::string_view without_slash(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  return path;
}

bool is_path_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-.*$/~\"'@:+?&;=!,()%").find(c) != std::string_view::npos;
}

class BehaviorCheck {
 public:
  BehaviorCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        settings_(component.as<Distribution>()),
        system_(system),
        diags_(diags),
        behaviors_(settled_behaviors(component)) {}

  void run() {
    const bool origin = default_origin();
    for (const SettledBehavior& behavior : behaviors_) {
      one(behavior);
      if (!behavior.path.empty()) path(behavior);
    }
    never_reached();
    if (origin) unused_origins();
    fallback_statuses();
    for (const auto& [name, rules] : settings_.cache_policies) cache(name, rules);
    for (const auto& [name, rules] : settings_.header_policies) scripts(name, rules);
    for (const auto& [code, page] : settings_.errors) error_page(code, page);
  }

 private:
  [[nodiscard]] Span value(const Place& place) const { return system_.places().value(place); }

  [[nodiscard]] std::vector<std::string> origin_names() const {
    std::vector<std::string> names;
    for (const auto& [name, origin] : settings_.origins) names.push_back(name);
    return names;
  }

  static std::string listed_names(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "`" : ", `") + name + "`";
    return text;
  }

  // ---- origins ----------------------------------------------------------------------------------

  // Whether the distribution says what it serves.
  bool default_origin() {
    if (!behaviors_.front().origin.empty()) return true;
    diags_
        .report(ids::DistributionOrigin, system_.at(component_),
                "distribution `{}` has {} origins and does not say which one it serves",
                component_.name, settings_.origins.size())
        .note(system_.places().key(component_.place / "origins"), "its origins")
        .help("write `origin:` with one of " + listed_names(origin_names()));
    return false;
  }

  // Whether it names one.
  bool known_origin(const std::string& name, const Span& here) {
    if (settings_.origins.contains(name)) return true;
    const std::vector<std::string> names = origin_names();
    const std::optional<std::string> near = nearest(name, names);
    diags_
        .report(ids::UnknownOrigin, here, "distribution `{}` has no origin `{}`", component_.name,
                name)
        .help(near ? did_you_mean(*near) : "its origins are " + listed_names(names));
    return false;
  }

  // The fields of a record, not what it takes over: that is reported where it stands.
  void one(const SettledBehavior& settled) {
    const bool first = settled.path.empty();
    const Behavior& own = first ? settings_.behavior : own_of(settled);
    if (!own.origin.empty()) known_origin(own.origin, value(settled.place / "origin"));
    if (!own.fallback.empty()) fallback(settled, own);
    policies(settled, own);
    host_header(settled);
  }

  [[nodiscard]] const Behavior& own_of(const SettledBehavior& settled) const {
    const auto index = static_cast<std::size_t>(&settled - behaviors_.data());
    return settings_.behaviors[index - 1].behavior;
  }

  void fallback(const SettledBehavior& settled, const Behavior& own) {
    const Span here = value(settled.place / "fallback");
    if (!known_origin(own.fallback, here)) return;
    if (own.fallback == settled.origin) {
      diags_
          .report(ids::FallbackIsOrigin, here,
                  "`{}` would fall back to itself: it is the origin already", own.fallback)
          .help(settings_.origins.size() > 1 ? "name another origin, or leave `fallback` out"
                                             : "add a second origin, or leave `fallback` out");
    }
  }

  void policies(const SettledBehavior& settled, const Behavior& own) {
    policy(own.cache, managed_cache_policies(), names_of(settings_.cache_policies),
           settled.place / "cache", "cache", "cache_policies");
    policy(own.headers, managed_header_policies(), names_of(settings_.header_policies),
           settled.place / "headers", "headers", "header_policies");
    policy(own.forward, managed_forward_policies(), {}, settled.place / "forward", "origin request",
           "");
    if (settled.methods == Methods::All && !settled.fallback.empty()) {
      Report report = diags_.report(
          ids::FallbackMethods, value(settled.place / (own.methods ? "methods" : "fallback")),
          "an origin with a fallback takes requests that read only, and `methods: all` lets "
          "others through");
      report.help(
          "write `methods: read`, or give what writes a path of its own with an origin "
          "and no fallback");
    }
  }

  template <class T>
  static std::vector<std::string> names_of(const std::map<std::string, T>& map) {
    std::vector<std::string> names;
    for (const auto& [name, item] : map) names.push_back(name);
    return names;
  }

  void policy(const std::string& name, std::span<const ManagedPolicy> managed,
              std::vector<std::string> names, const Place& place, std::string_view what,
              std::string_view own_field) {
    if (name.empty() || find_policy(managed, name) != nullptr ||
        std::find(names.begin(), names.end(), name) != names.end()) {
      return;
    }
    for (const ManagedPolicy& policy : managed) names.emplace_back(policy.name);
    const std::optional<std::string> near = nearest(name, names);
    std::string help = near ? did_you_mean(*near) : "there are " + listed_names(names);
    if (!near && !own_field.empty()) {
      help += "; one of your own stands under `" + std::string(own_field) + "`";
    }
    diags_.report(ids::UnknownPolicy, value(place), "`{}` is no {} policy", name, what)
        .help(std::move(help));
  }

  void host_header(const SettledBehavior& settled) {
    const HostSent sent = host_sent(settings_, settled);
    if (sent == HostSent::No) return;
    for (const std::string& name : {settled.origin, settled.fallback}) {
      const auto origin = settings_.origins.find(name);
      if (origin == settings_.origins.end() || origin->second.bucket.empty()) continue;
      diags_
          .report(ids::HostHeaderToBucket,
                  value(settled.place / (sent == HostSent::ByForward ? "forward" : "cache")),
                  "origin `{}` is a bucket, and with the viewer's Host header it takes no "
                  "signature: every request would be refused",
                  name)
          .note(value(component_.place / "origins" / name / "bucket"), "the bucket")
          .help(without_host(sent));
      return;
    }
  }

  static std::string without_host(HostSent sent) {
    switch (sent) {
      case HostSent::ByForward:
        return "leave `forward` out, or write `forward: CORS-S3Origin`";
      case HostSent::ByManagedCache:
        return "write `cache: CachingOptimized`, or a policy of your own without `Host`: this one "
               "tells requests apart by it";
      case HostSent::ByOwnCache:
        return "take `Host` out of the policy's headers";
      case HostSent::No:
        break;
    }
    return "";
  }

  void unused_origins() {
    std::set<std::string> used;
    for (const SettledBehavior& behavior : behaviors_) {
      used.insert(behavior.origin);
      used.insert(behavior.fallback);
    }
    // With a name that is none, the unused one may be what was meant.
    for (const std::string& name : used) {
      if (!name.empty() && !settings_.origins.contains(name)) return;
    }
    for (const auto& [name, origin] : settings_.origins) {
      if (used.contains(name)) continue;
      diags_
          .report(ids::UnusedOrigin, system_.places().key(component_.place / "origins" / name),
                  "no request comes to origin `{}`", name)
          .help("name it under `fallback` or in `behaviors`, or take it out");
    }
  }

  void fallback_statuses() {
    for (std::size_t i = 0; i < settings_.fallback_on.size(); ++i) {
      const int code = settings_.fallback_on[i];
      if (among(fallback_codes, code)) continue;
      diags_
          .report(ids::FallbackCode, value(component_.place / "fallback_on" / i),
                  "CloudFront does not fall back on status {}", code)
          .help("it can on " + listed(fallback_codes));
    }
  }

  // ---- paths ------------------------------------------------------------------------------------

  void path(const SettledBehavior& settled) {
    const auto odd = std::find_if_not(settled.path.begin(), settled.path.end(), is_path_character);
    if (odd == settled.path.end()) return;
    const auto lead = static_cast<unsigned char>(*odd);
    diags_
        .report(ids::PathPattern, value(settled.place / "path"),
                "`{}` is no path of requests: it holds {}", settled.path,
                lead >= 0x80U ? "letters beyond Latin"
                : *odd == ' ' ? "a blank"
                              : "`" + std::string(1, *odd) + "`")
        .help(
            "paths stand here as browsers ask for them: Latin letters, digits and "
            "`_ - . $ / ~ \" ' @ : + & ; = ! , ( )`, anything else as %20, with `*` and `?` for "
            "what may vary");
  }

  void never_reached() {
    for (std::size_t i = 1; i < behaviors_.size(); ++i) {
      for (std::size_t earlier = 1; earlier < i; ++earlier) {
        if (!contains(without_slash(behaviors_[earlier].path), without_slash(behaviors_[i].path)))
          continue;
        diags_
            .report(ids::PathNeverReached, value(behaviors_[i].place / "path"),
                    "no request comes to `{}`: `{}` before it takes them all", behaviors_[i].path,
                    behaviors_[earlier].path)
            .note(value(behaviors_[earlier].place / "path"), "tried first")
            .help("put the narrower path first");
        break;
      }
    }
  }

  // ---- policies and pages -----------------------------------------------------------------------

  void cache(const std::string& name, const CacheRules& rules) {
    const Place place = component_.place / "cache_policies" / name;
    if (rules.min_ttl <= rules.ttl && rules.ttl <= rules.max_ttl) return;
    const bool low = rules.min_ttl > rules.ttl;
    diags_
        .report(ids::CacheTimes, system_.places().key(place),
                "answers would be kept {} seconds as a rule, but at {} {}", rules.ttl,
                low ? "least" : "most", low ? rules.min_ttl : rules.max_ttl)
        .help(
            "`min_ttl`, `ttl` and `max_ttl` rise in this order; left out they are 1, 86400 and "
            "31536000");
  }

  void scripts(const std::string& name, const HeaderRules& rules) {
    if (!rules.cors || !rules.cors->credentials) return;
    const auto everybody = [](const std::vector<std::string>& words) {
      return std::any_of(words.begin(), words.end(),
                         [](const std::string& word) { return word == "*" || word == "ALL"; });
    };
    const Cors& cors = *rules.cors;
    if (!everybody(cors.origins) && !everybody(cors.headers) && !everybody(cors.methods)) return;
    diags_
        .report(ids::CorsCredentials,
                value(component_.place / "header_policies" / name / "cors" / "credentials"),
                "cookies cannot go along where origins, headers or methods are `*`")
        .help("name the sites, the headers and the methods, or leave `credentials` out");
  }

  void error_page(const std::string& text, const ErrorPage& page) {
    const Place place = component_.place / "errors" / text;
    if (!among(error_codes, error_code(text))) {
      diags_
          .report(ids::ErrorPageCode, system_.places().key(place),
                  "CloudFront has no page for status `{}`", text)
          .help("it has pages for " + listed(error_codes));
    }
    if (page.status && page.page.empty()) {
      diags_
          .report(ids::ErrorPageCode, value(place / "status"),
                  "a status of its own goes with a page only")
          .help("add `page:`, or leave `status` out");
    } else if (page.status && *page.status != 200 && !among(error_codes, *page.status)) {
      diags_
          .report(ids::ErrorPageCode, value(place / "status"),
                  "CloudFront does not answer with status {}", *page.status)
          .help("it can with 200, " + listed(error_codes));
    }
    if (!page.page.empty() && !page.page.starts_with('/')) {
      diags_
          .report(ids::ErrorPageCode, value(place / "page"),
                  "`{}` is no path: it begins with a slash", page.page)
          .help("write `/" + page.page + "`");
    }
  }

  const Component& component_;
  const Distribution& settings_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
  std::vector<SettledBehavior> behaviors_;
};

}  // namespace

void check_behaviors(const Component& component, const ResolvedSystem& system, Diagnostics& diags) {
  BehaviorCheck(component, system, diags).run();
}

}  // namespace btsinfra
