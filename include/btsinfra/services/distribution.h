// Content delivery: settings.
#pragma once

#include <string>
#include <vector>

#include "btsinfra/services/common.h"

namespace btsinfra {

struct WebAcl;

enum class OriginProtocol : std::uint8_t { Https, Http, Match };

// Where content comes from: a bucket or a host.
struct Origin {
  Ref<Bucket> bucket{};
  Text host{};
  std::string path{};  // begins what is asked for there: "/public"
  ByName<Text> headers{};
  bool list = false;  // of a bucket: missing objects answer 404 instead of 403
  // Of a host:
  OriginProtocol protocol = OriginProtocol::Https;
  int http_port = 80;
  int https_port = 443;
  int timeout = 30;             // seconds until an answer begins
  int keep_alive = 5;           // seconds
  int attempts = 3;             // to connect
  int connection_timeout = 10;  // seconds

  bool operator==(const Origin&) const = default;
};

enum class Methods : std::uint8_t { Read, Preflight, All };

enum class ViewerProtocol : std::uint8_t { HttpsOnly, Redirect };

// How requests are answered.
struct Behavior {
  std::string origin{};    // none: the only one; of a path: the distribution's
  std::string fallback{};  // origin that is asked when the first one fails
  std::string cache{};     // policy of AWS or the distribution's own
  std::string forward{};  // AWS's policy on what the origin gets to see; none: what the cache needs
  std::string headers{};  // policy of AWS or the distribution's own
  std::optional<Methods> methods{};
  std::optional<ViewerProtocol> viewers{};
  std::optional<bool> compress{};

  bool operator==(const Behavior&) const = default;
};

struct PathBehavior {
  std::string path{};
  Behavior behavior{};

  bool operator==(const PathBehavior&) const = default;
};

// How long answers are kept, and what makes two requests different.
struct CacheRules {
  int ttl = 86'400;  // seconds, where the origin says nothing
  int min_ttl = 1;
  int max_ttl = 31'536'000;
  std::vector<std::string> query{};    // names; `all`: every one
  std::vector<std::string> headers{};  // names
  std::vector<std::string> cookies{};  // names; `all`: every one

  bool operator==(const CacheRules&) const = default;
};

struct Cors {
  std::vector<std::string> origins{};
  std::vector<std::string> methods{"GET", "HEAD", "OPTIONS"};
  std::vector<std::string> headers{"*"};
  std::vector<std::string> expose{};
  bool credentials = false;
  int max_age = 600;  // seconds

  bool operator==(const Cors&) const = default;
};

enum class Referrer : std::uint8_t {
  NoReferrer,
  NoReferrerWhenDowngrade,
  Origin,
  OriginWhenCrossOrigin,
  SameOrigin,
  StrictOrigin,
  StrictOriginWhenCrossOrigin,
  UnsafeUrl,
};

enum class Framing : std::uint8_t { SameOrigin, Deny, Anyone };

// What is added to answers.
struct HeaderRules {
  int hsts = 31'536'000;  // seconds; 0: none
  Framing frames = Framing::SameOrigin;
  Referrer referrer = Referrer::StrictOriginWhenCrossOrigin;
  Text content_security{};
  std::optional<Cors> cors{};
  ByName<Text> add{};
  std::vector<std::string> remove{};

  bool operator==(const HeaderRules&) const = default;
};

// What viewers get in place of an error of the origin.
struct ErrorPage {
  std::string page{};           // path; none: the error as it is
  std::optional<int> status{};  // none: the error's own
  int ttl = 10;                 // seconds that it is kept

  bool operator==(const ErrorPage&) const = default;
};

enum class PriceClass : std::uint8_t { All, C200, C100 };

enum class HttpVersions : std::uint8_t { Http2And3, Http2, Http3, Http11 };

// The oldest TLS and the ciphers that viewers may use.
enum class ViewerTls : std::uint8_t { V12_2021, V12_2025, V13_2025 };

// Two-letter codes of countries; one of the two lists.
struct Countries {
  std::vector<std::string> only{};
  std::vector<std::string> except{};

  bool operator==(const Countries&) const = default;
};

struct Distribution {
  std::string description{};
  std::vector<Text> aliases{};
  std::optional<Late<std::string>> certificate{};  // ARN, of us-east-1
  ViewerTls tls = ViewerTls::V12_2021;
  Ref<WebAcl> web_acl{};
  ByName<Origin> origins{};
  Behavior behavior{};  // of whatever no path is named for
  std::vector<int> fallback_on{500, 502, 503, 504};
  std::vector<PathBehavior> behaviors{};  // tried in this order
  ByName<CacheRules> cache_policies{};
  ByName<HeaderRules> header_policies{};
  std::string root{};  // what `/` gives
  ByName<ErrorPage> errors{};
  PriceClass price_class = PriceClass::All;
  HttpVersions http = HttpVersions::Http2And3;
  bool ipv6 = true;
  std::optional<Countries> countries{};
  Ref<Bucket> access_logs{};
  std::string access_logs_prefix{};  // none: distributions/<name>
  bool enabled = true;
  ComponentOptions options{};

  bool operator==(const Distribution&) const = default;
};

}  // namespace btsinfra
