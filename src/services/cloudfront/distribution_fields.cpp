// The field tables of `distributions`.
#include "btsinfra/services/distribution.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
inline constexpr NameForm name_form_of<Origin> = NameForm::Component;
template <>
inline constexpr NameForm name_form_of<CacheRules> = NameForm::Component;
template <>
inline constexpr NameForm name_form_of<HeaderRules> = NameForm::Component;

template <>
const Type& type_of<OriginProtocol>();
template <>
const Type& type_of<Origin>();
template <>
const Type& type_of<Methods>();
template <>
const Type& type_of<ViewerProtocol>();
template <>
const Type& type_of<Behavior>();
template <>
const Type& type_of<PathBehavior>();
template <>
const Type& type_of<CacheRules>();
template <>
const Type& type_of<Cors>();
template <>
const Type& type_of<Referrer>();
template <>
const Type& type_of<Framing>();
template <>
const Type& type_of<HeaderRules>();
template <>
const Type& type_of<ErrorPage>();
template <>
const Type& type_of<PriceClass>();
template <>
const Type& type_of<HttpVersions>();
template <>
const Type& type_of<ViewerTls>();
template <>
const Type& type_of<Countries>();

namespace {

struct OriginProtocolNames {
  static constexpr std::string_view names[] = {"https", "http", "match"};
};
struct MethodNames {
  static constexpr std::string_view names[] = {"read", "preflight", "all"};
};
struct ViewerNames {
  static constexpr std::string_view names[] = {"https-only", "redirect"};
};
struct ReferrerNames {
  static constexpr std::string_view names[] = {"no-referrer",
                                               "no-referrer-when-downgrade",
                                               "origin",
                                               "origin-when-cross-origin",
                                               "same-origin",
                                               "strict-origin",
                                               "strict-origin-when-cross-origin",
                                               "unsafe-url"};
};
struct FramingNames {
  static constexpr std::string_view names[] = {"same-origin", "deny", "anyone"};
};
struct PriceNames {
  static constexpr std::string_view names[] = {"all", "200", "100"};
};
struct HttpNames {
  static constexpr std::string_view names[] = {"http2and3", "http2", "http3", "http1.1"};
};
struct TlsNames {
  static constexpr std::string_view names[] = {"TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"};
};

constexpr double longest_ttl = 315'360'000;  // ten years

// Bounds: API reference of CloudFront, Origin and CustomOriginConfig.
constexpr Field origin_fields[] = {
    field<&Origin::bucket>("bucket", "The bucket that content comes from, of any blueprint."),
    field<&Origin::host>("host", "The host that content comes from, instead of a bucket."),
    field<&Origin::path>("path",
                         "What is put before the path of each request, as `/public`; of a bucket "
                         "nothing else is published.")
        .unit("characters")
        .within(1, 255)
        .without("nothing"),
    field<&Origin::headers>("headers", "Headers added to each request to the origin."),
    field<&Origin::list>(
        "list",
        "Of a bucket: whether missing objects answer 404 instead of 403, which takes the right to "
        "list it."),
    field<&Origin::protocol>("protocol",
                             "What is spoken to the host; `match`: what the viewer speaks."),
    field<&Origin::http_port>("http_port", "The host's port for HTTP.").within(1, 65535),
    field<&Origin::https_port>("https_port", "The host's port for HTTPS.").within(1, 65535),
    field<&Origin::timeout>("timeout", "How long the host may take to begin its answer.")
        .unit("seconds")
        .within(1, 120),
    field<&Origin::keep_alive>("keep_alive", "How long connections to the host are kept.")
        .unit("seconds")
        .within(1, 120),
    field<&Origin::attempts>("attempts", "How often a connection is tried.").within(1, 3),
    field<&Origin::connection_timeout>("connection_timeout", "How long each try may take.")
        .unit("seconds")
        .within(1, 10),
};

constexpr Field behavior_fields[] = {
    field<&Behavior::origin>("origin", "The origin that is asked.")
        .without("the only one; of a path: the distribution's"),
    field<&Behavior::fallback>("fallback", "The origin that is asked when the first one fails.")
        .without("none; of a path without `origin`: the distribution's"),
    field<&Behavior::cache>(
        "cache",
        "How answers are cached: a policy of AWS, as `CachingOptimized`, or one of "
        "`cache_policies`.")
        .without("`CachingOptimized`; of a path: the distribution's"),
    field<&Behavior::forward>("forward",
                              "What the origin gets to see: an origin request policy of AWS, as "
                              "`AllViewerExceptHostHeader`.")
        .without("what the cache tells requests apart by; of a path: the distribution's"),
    field<&Behavior::headers>(
        "headers",
        "Headers added to answers: a policy of AWS, as `CORS-and-SecurityHeadersPolicy`, or one of "
        "`header_policies`.")
        .without("`SecurityHeadersPolicy`; of a path: the distribution's"),
    field<&Behavior::methods>(
        "methods",
        "`read`: GET and HEAD; `preflight`: OPTIONS too, for scripts of other sites; `all`: those "
        "that write too.")
        .without("`read`; of a path: the distribution's"),
    field<&Behavior::viewers>("viewers",
                              "`https-only`: plain HTTP is refused; `redirect`: sent to HTTPS.")
        .without("`https-only`; of a path: the distribution's"),
    field<&Behavior::compress>("compress", "Whether answers are compressed on the way.")
        .without("`true`; of a path: the distribution's"),
};

constexpr Field path_fields[] = {
    field<&PathBehavior::path>(
        "path",
        "Which requests: a path in which `*` stands for anything and `?` for one "
        "character.")
        .unit("characters")
        .within(1, 255)
        .required(),
    field<&PathBehavior::behavior>("behavior", "").among_own(),
};

constexpr Field cache_fields[] = {
    field<&CacheRules::ttl>("ttl", "How long answers are kept where the origin says nothing.")
        .unit("seconds")
        .within(0, longest_ttl),
    field<&CacheRules::min_ttl>("min_ttl", "How long they are kept whatever the origin says.")
        .unit("seconds")
        .within(0, longest_ttl),
    field<&CacheRules::max_ttl>("max_ttl", "How long they are kept at most.")
        .unit("seconds")
        .within(0, longest_ttl),
    field<&CacheRules::query>("query",
                              "Query parameters that tell requests apart; `all`: every one."),
    field<&CacheRules::headers>("headers", "Headers that tell requests apart.").within(0, 10),
    field<&CacheRules::cookies>("cookies", "Cookies that tell requests apart; `all`: every one."),
};

constexpr Field cors_fields[] = {
    field<&Cors::origins>("origins", "Sites whose scripts may read, or `*`.").required(),
    field<&Cors::methods>("methods", "Methods that they may use, or `ALL`."),
    field<&Cors::headers>("headers", "Headers that they may send, or `*`."),
    field<&Cors::expose>("expose", "Headers of answers that they may read."),
    field<&Cors::credentials>("credentials", "Whether cookies go along."),
    field<&Cors::max_age>("max_age", "How long browsers remember it.")
        .unit("seconds")
        .within(0, 86'400),
};

constexpr Field header_fields[] = {
    field<&HeaderRules::hsts>("hsts", "How long browsers insist on HTTPS; 0: they do not.")
        .unit("seconds")
        .within(0, 63'072'000),
    field<&HeaderRules::frames>("frames", "Who may show pages in a frame."),
    field<&HeaderRules::referrer>("referrer",
                                  "What other sites learn of where a viewer comes from."),
    field<&HeaderRules::content_security>("content_security", "A content security policy.")
        .without("none"),
    field<&HeaderRules::cors>("cors", "Which scripts of other sites may read answers.")
        .without("none by this policy"),
    field<&HeaderRules::add>("add", "Further headers, by name."),
    field<&HeaderRules::remove>("remove", "Headers of the origin that viewers do not get."),
};

constexpr Field error_fields[] = {
    field<&ErrorPage::page>("page", "Path of the page shown instead.")
        .without("the error as it is"),
    field<&ErrorPage::status>("status", "Status that goes with the page.")
        .without("the error's own"),
    field<&ErrorPage::ttl>("ttl", "How long the error is kept.")
        .unit("seconds")
        .within(0, 31'536'000),
};

constexpr Field countries_fields[] = {
    field<&Countries::only>("only", "The only countries that are served, as `KR`."),
    field<&Countries::except>("except", "Countries that are not served."),
};

constexpr Field distribution_fields[] = {
    field<&Distribution::description>("description", "What it is for.")
        .unit("characters")
        .within(0, 128)
        .without("the component's name"),
    field<&Distribution::aliases>("aliases", "Names of its own, which its certificate covers.")
        .within(0, 100)
        .without("its name under cloudfront.net alone"),
    field<&Distribution::certificate>("certificate",
                                      "ARN of the ACM certificate of its aliases, from us-east-1.")
        .means(Meaning::Certificate)
        .without("CloudFront's own"),
    field<&Distribution::tls>("tls", "The oldest TLS, with its ciphers, that viewers may use."),
    field<&Distribution::web_acl>("web_acl",
                                  "The web ACL of `scope: cloudfront` that requests must pass.")
        .without("no web ACL"),
    field<&Distribution::origins>("origins", "Where content comes from, by name.").required(),
    field<&Distribution::behavior>("behavior", "").among_own(),
    field<&Distribution::fallback_on>(
        "fallback_on",
        "Status codes of an origin, beside its silence, that make its fallback be "
        "asked.")
        .within(1, 8),
    field<&Distribution::behaviors>("behaviors",
                                    "What holds for certain paths; the first that fits decides.")
        .within(0, 75),
    field<&Distribution::cache_policies>("cache_policies", "Cache policies of its own, by name."),
    field<&Distribution::header_policies>("header_policies",
                                          "Policies on added headers of its own, by name."),
    field<&Distribution::root>("root", "What `/` gives, as `index.html`.")
        .unit("characters")
        .within(1, 255)
        .without("whatever the origin gives"),
    field<&Distribution::errors>("errors", "What viewers get for errors, by status code."),
    field<&Distribution::price_class>("price_class",
                                      "Where it answers from: everywhere, or the cheaper places."),
    field<&Distribution::http>("http", "Versions of HTTP that viewers may speak beside 1.1."),
    field<&Distribution::ipv6>("ipv6", "Whether it has IPv6 addresses too."),
    field<&Distribution::countries>("countries", "Countries that are served, or that are not.")
        .without("all are served"),
    field<&Distribution::access_logs>("access_logs", "Bucket that receives the access logs.")
        .without("no access logs"),
    field<&Distribution::access_logs_prefix>("access_logs_prefix",
                                             "Where in that bucket they begin.")
        .unit("characters")
        .within(0, 255)
        .without("`distributions/<name>`"),
    field<&Distribution::enabled>("enabled", "Whether it answers."),
    field<&Distribution::options>("options", "").among_own(),
};

}  // namespace

#define BTS_CHOICE(Enum, Names, name)                            \
  template <>                                                    \
  const Type& type_of<Enum>() {                                  \
    static const Type type = describe_choice<Enum, Names>(name); \
    return type;                                                 \
  }
BTS_CHOICE(OriginProtocol, OriginProtocolNames, "protocol")
BTS_CHOICE(Methods, MethodNames, "set of methods")
BTS_CHOICE(ViewerProtocol, ViewerNames, "viewer protocol")
BTS_CHOICE(Referrer, ReferrerNames, "referrer policy")
BTS_CHOICE(Framing, FramingNames, "framing")
BTS_CHOICE(PriceClass, PriceNames, "price class")
BTS_CHOICE(HttpVersions, HttpNames, "HTTP version")
BTS_CHOICE(ViewerTls, TlsNames, "TLS policy")
#undef BTS_CHOICE

#define BTS_RECORD(Record, name, doc, fields)                   \
  template <>                                                   \
  const Type& type_of<Record>() {                               \
    static const Type type = record<Record>(name, doc, fields); \
    return type;                                                \
  }
BTS_RECORD(Origin, "an origin", "Where content comes from: a bucket or a host.", origin_fields)
BTS_RECORD(Behavior, "a behavior", "How requests are answered.", behavior_fields)
BTS_RECORD(PathBehavior, "the behavior of a path", "How requests for a path are answered.",
           path_fields)
BTS_RECORD(CacheRules, "a cache policy",
           "How long answers are kept, and what makes two requests different.", cache_fields)
BTS_RECORD(Cors, "the rules for scripts of other sites",
           "Which scripts of other sites may read answers.", cors_fields)
BTS_RECORD(HeaderRules, "a policy on headers", "What is added to answers, and what is taken away.",
           header_fields)
BTS_RECORD(ErrorPage, "an error page", "What viewers get in place of an error of the origin.",
           error_fields)
BTS_RECORD(Countries, "a list of countries", "Which countries are served; one of the two lists.",
           countries_fields)
BTS_RECORD(Distribution, "a distribution", "A CloudFront distribution.", distribution_fields)
#undef BTS_RECORD

}  // namespace btsinfra::fields
