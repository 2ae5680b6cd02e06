// Distributions: 3520-3579.
#include "diag/ids/distributions.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> distributions() {
  static constexpr Entry entries[] = {
      {ids::DistributionOrigin,
       R"(A request that fits no path goes to the distribution's own `origin`. With one
origin it is that one; with several the distribution says which.

Wrong:

    distributions:
      media:
        origins:
          seoul: {bucket: seoul.buckets.media}
          virginia: {bucket: virginia.buckets.media}

Right:

    distributions:
      media:
        origins:
          seoul: {bucket: seoul.buckets.media}
          virginia: {bucket: virginia.buckets.media}
        origin: seoul
        fallback: virginia
)"},
      {ids::UnknownOrigin,
       R"(`origin` and `fallback` name entries of the distribution's own `origins`.

Wrong:

    distributions:
      media:
        origins: {seoul: {bucket: media}}
        origin: seol

Right:

    distributions:
      media:
        origins: {seoul: {bucket: media}}
        origin: seoul
)"},
      {ids::FallbackIsOrigin,
       R"(A fallback is asked when the origin fails, so it is another one (CloudFront
Developer Guide, "Optimize high availability with CloudFront origin failover"). A
scenario that loses the first origin takes `fallback` out with it.

Wrong:

    distributions:
      media:
        origins: {virginia: {bucket: media}}
        origin: virginia
        fallback: virginia

Right, in the scenario:

    set:
      distributions.media.origins.seoul: null
      distributions.media.origin: virginia
      distributions.media.fallback: null
)"},
      {ids::OriginSource,
       R"(An origin is a bucket, which CloudFront asks with a signature, or a host, which
it asks as browsers do. It cannot be both.

Wrong:

    distributions:
      media:
        origins:
          site: {bucket: media, host: www.example.com}

Right:

    distributions:
      media:
        origins:
          media: {bucket: media}
          site: {host: www.example.com}
        origin: media
        behaviors:
          - {path: /wp-content/*, origin: site}
)"},
      {ids::OriginHost,
       R"(`host` is the name of a host and nothing else: no scheme, no port, no path and
no address (CloudFront API reference, Origin, DomainName). A bucket is named by
`bucket`. Its website endpoint knows no HTTPS and takes no signature, so it would serve
only from a bucket that is open to the world (CloudFront Developer Guide, "Restrict
access to an Amazon S3 origin").

Wrong:

    distributions:
      media:
        origins:
          seoul: {host: media.s3-website.ap-northeast-2.amazonaws.com}

Right:

    distributions:
      media:
        origins:
          seoul: {bucket: media}
        root: index.html
)"},
      {ids::OriginPath,
       R"(`path` is put before the path of each request: with `/public`, a request for
`/a.mp4` asks the origin for `/public/a.mp4`. It begins with a slash and does not end
with one (CloudFront API reference, Origin, OriginPath).

Wrong:

    distributions:
      media:
        origins:
          seoul: {bucket: media, path: public/}

Right:

    distributions:
      media:
        origins:
          seoul: {bucket: media, path: /public}
)"},
      {ids::OriginBucketKey,
       R"(Objects under a KMS key reach CloudFront only if the key's policy names the
distribution, while the distribution names the bucket and the bucket the key
(CloudFront Developer Guide, "Restrict access to an Amazon S3 origin"). What a
distribution publishes is no secret: keys of S3's own encrypt it at rest.

Wrong:

    buckets:
      media: {key: "${{ keys.media.arn }}"}
    distributions:
      media:
        origins: {seoul: {bucket: media}}

Right:

    buckets:
      media: {}
    distributions:
      media:
        origins: {seoul: {bucket: media}}
)"},
      {ids::DistributionCertificate,
       R"(`certificate` is the ARN of a certificate of AWS Certificate Manager, or a
reference that gives one.

Wrong:

    distributions:
      media: {certificate: media.example.com, ...}

Right:

    distributions:
      media: {certificate: "${{ certificates.site.arn }}", ...}
)"},
      {ids::DistributionCertificateRegion,
       R"(CloudFront takes certificates of us-east-1 only, whatever the region of the
distribution's blueprint (CloudFront Developer Guide, "Requirements for using SSL/TLS
certificates with CloudFront"). A load balancer needs one of its own region: so there
are often two for the same names.

Wrong, in a blueprint of ap-northeast-2:

    distributions:
      media: {certificate: "${{ certificates.site.arn }}", ...}

Right:

    distributions:
      media: {certificate: "${{ edge.certificates.site.arn }}", ...}
)"},
      {ids::AliasWithoutCertificate,
       R"(CloudFront accepts an alias only with a certificate that covers it (CloudFront
Developer Guide, "Requirements for using alternate domain names").

Wrong:

    distributions:
      media: {aliases: [media.example.com], ...}

Right:

    distributions:
      media:
        aliases: [media.example.com]
        certificate: ${{ certificates.site.arn }}
        ...
)"},
      {ids::AliasNotCovered,
       R"(Each alias must be covered by the certificate: by that very name, or by a
wildcard in place of its first label. `*.example.com` covers `media.example.com`, but
neither `example.com` nor `kr.media.example.com` (CloudFront Developer Guide,
"Requirements for using alternate domain names").

Wrong:

    certificates:
      site: {names: [example.com, "*.example.com"], zone: main}
    distributions:
      media: {aliases: [kr.media.example.com], ...}

Right:

    certificates:
      site: {names: [example.com, "*.example.com", "*.media.example.com"], zone: main}
    distributions:
      media: {aliases: [kr.media.example.com], ...}
)"},
      {ids::CertificateWithoutAlias,
       R"(Under its name below cloudfront.net a distribution always shows CloudFront's own
certificate. One of yours is shown for aliases only.

Wrong:

    distributions:
      media: {certificate: "${{ certificates.site.arn }}", ...}

Right:

    distributions:
      media:
        aliases: [media.example.com]
        certificate: ${{ certificates.site.arn }}
        ...
)"},
      {ids::AliasTaken,
       R"(An alias belongs to one distribution in the whole world: the second one to ask
for it is refused (CloudFront Developer Guide, "Restrictions on using alternate domain
names"). One distribution serves everywhere; regions are origins of it.

Wrong:

    distributions:
      seoul: {aliases: [media.example.com], ...}
      virginia: {aliases: [media.example.com], ...}

Right:

    distributions:
      media:
        aliases: [media.example.com]
        origins:
          seoul: {bucket: seoul.buckets.media}
          virginia: {bucket: virginia.buckets.media}
        origin: seoul
        fallback: virginia
        ...
)"},
      {ids::AliasName,
       R"(An alias is the name of a host in lower case, as certificates and records have
it; its first label may be `*` (CloudFront Developer Guide, "Restrictions on using
alternate domain names").

Wrong:

    distributions:
      media: {aliases: ["https://Media.example.com"], ...}

Right:

    distributions:
      media: {aliases: [media.example.com], ...}
)"},
      {ids::DistributionWebAcl,
       R"(A distribution stands behind a web ACL of `scope: cloudfront`, which stands in
us-east-1. One of `scope: regional` passes every schema and fails at deployment
(CloudFront API reference, DistributionConfig, WebACLId).

Wrong:

    web_acls:
      site: {managed: [CommonRuleSet]}
    distributions:
      media: {web_acl: site, ...}

Right:

    web_acls:
      cdn: {scope: cloudfront, managed: [CommonRuleSet]}
    distributions:
      media: {web_acl: cdn, ...}
)"},
      {ids::PublishedAndRead,
       R"(Whatever stands in a published bucket can be fetched by everybody who knows or
guesses its key. A bucket from which servers take their code, and with it perhaps
settings, is better not published as a whole.

Wrong:

    buckets:
      all: {}
    autoscaling:
      web: {reads: [buckets.all], ...}
    distributions:
      media:
        origins: {seoul: {bucket: all}}

Right:

    buckets:
      code: {}
      media: {}
    autoscaling:
      web: {reads: [buckets.code], ...}
    distributions:
      media:
        origins: {seoul: {bucket: media}}

Or publish one folder: `{bucket: all, path: /public}`. The bucket then admits the
distribution to nothing else.
)"},
      {ids::UnknownPolicy,
       R"(`cache`, `headers` and `forward` name policies that AWS keeps (CloudFront
Developer Guide, "Use managed cache policies" and the pages beside it). For the first
two the distribution can have policies of its own, under `cache_policies` and
`header_policies`.

Wrong:

    distributions:
      media: {cache: CacheOptimized, ...}

Right:

    distributions:
      media: {cache: CachingOptimized, ...}
)"},
      {ids::PathPattern, R"(A path is what browsers ask for, with `*` for anything and `?` for one
character (CloudFront Developer Guide, "Path pattern"): Latin letters, digits and
`_ - . $ / ~ @ : +` among a few others. Anything else travels in its percent form.

Wrong:

    behaviors:
      - {path: "/영상/*", cache: CachingOptimizedForUncompressedObjects}

Right:

    behaviors:
      - {path: /videos/*, cache: CachingOptimizedForUncompressedObjects}
)"},
      {ids::PathNeverReached,
       R"(Behaviors are tried in the order in which they stand, and the first whose path
fits decides. One that stands behind a wider one is never asked.

Wrong:

    behaviors:
      - {path: /wp-content/*, origin: media}
      - {path: /wp-content/private/*, origin: site}

Right:

    behaviors:
      - {path: /wp-content/private/*, origin: site}
      - {path: /wp-content/*, origin: media}
)"},
      {ids::ErrorPageCode,
       R"(CloudFront replaces errors 400, 403, 404, 405, 414, 416, 500, 501, 502, 503 and
504 by a page, with one of these or 200 as the status; a status of its own goes only
with a page, whose path begins with a slash (CloudFront API reference,
CustomErrorResponse).

Wrong:

    distributions:
      media:
        errors: {"418": {page: teapot.html}}

Right:

    distributions:
      media:
        errors: {"404": {page: /missing.html, status: 404}}
)"},
      {ids::FallbackCode,
       R"(An origin group falls back when the origin does not answer, and on those of 400,
403, 404, 416, 429, 500, 502, 503 and 504 that are listed (CloudFront API reference,
OriginGroupFailoverCriteria). Left alone they are 500, 502, 503 and 504.

Wrong:

    distributions:
      media: {fallback_on: [200, 503], ...}

Right:

    distributions:
      media: {fallback_on: [500, 502, 503, 504], ...}
)"},
      {ids::FallbackMethods,
       R"(CloudFront falls back for GET, HEAD and OPTIONS only: a write must not go to
whoever happens to answer (CloudFront Developer Guide, "Optimize high availability with
CloudFront origin failover").

Wrong:

    distributions:
      media: {origin: seoul, fallback: virginia, methods: all, ...}

Right:

    distributions:
      media:
        origin: seoul
        fallback: virginia
        behaviors:
          - {path: /upload/*, origin: site, methods: all, cache: CachingDisabled}
        ...
)"},
      {ids::HostHeaderToBucket,
       R"(Requests to a bucket are signed for the bucket's own host. With the viewer's Host
header instead, S3 finds the signature wrong and refuses (CloudFront Developer Guide,
"Restrict access to an Amazon S3 origin").

Wrong:

    distributions:
      media:
        origins: {seoul: {bucket: media}}
        forward: AllViewer

Right:

    distributions:
      media:
        origins: {seoul: {bucket: media}}
        forward: CORS-S3Origin
)"},
      {ids::CountryCode,
       R"(`countries` names either those that alone are served or those that are not, by
their two capital letters (ISO 3166-1 alpha-2).

Wrong:

    distributions:
      media: {countries: {only: [Korea]}, ...}

Right:

    distributions:
      media: {countries: {only: [KR, US]}, ...}
)"},
      {ids::RootObject,
       R"(`root` is the key of the object that a request for `/` gets, without a slash
before it (CloudFront API reference, DistributionConfig, DefaultRootObject). With one,
CloudFront would look for a key that begins with a slash.

Wrong:

    distributions:
      media: {root: /index.html, ...}

Right:

    distributions:
      media: {root: index.html, ...}
)"},
      {ids::DistributionLogsRegion,
       R"(Access logs of distributions are delivered by CloudWatch Logs, whose sources and
deliveries for CloudFront can be made in us-east-1 only; the bucket may stand anywhere
(CloudFront Developer Guide, standard logging v2).

Wrong, in a blueprint of ap-northeast-2:

    distributions:
      media: {access_logs: logs, ...}

Right, in a blueprint of us-east-1:

    distributions:
      media: {access_logs: seoul.buckets.logs, ...}
)"},
      {ids::DistributionLogBucket,
       R"(Access logs go to a bucket that encrypts with keys of S3's own and that the
distribution does not serve: they tell who asked for what. Where they begin is written
without a slash at the ends.

Wrong:

    distributions:
      media:
        origins: {seoul: {bucket: media}}
        access_logs: media

Right:

    buckets:
      logs: {versioned: false, expire: 90}
    distributions:
      media:
        origins: {seoul: {bucket: media}}
        access_logs: logs
)"},
      {ids::CacheTimes,
       R"(`min_ttl` is how long an answer is kept whatever the origin says, `ttl` where it
says nothing, `max_ttl` at most; each is at most the next (CloudFront API reference,
CachePolicyConfig).

Wrong:

    cache_policies:
      video: {ttl: 60, min_ttl: 3600}

Right:

    cache_policies:
      video: {min_ttl: 3600, ttl: 86400}
)"},
      {ids::OriginHeader,
       R"(CloudFront adds headers of your choice to requests to an origin, but not those
that it sets itself or that steer the connection, nor any that begin with `X-Amz-` or
`X-Edge-` (CloudFront Developer Guide, "Add custom headers to origin requests").

Wrong:

    origins:
      site: {host: www.example.com, headers: {Host: shop.example.com}}

Right:

    origins:
      site: {host: www.example.com, headers: {X-From-Cdn: "yes"}}
)"},
      {ids::UnusedOrigin,
       R"(An origin that no behavior names and that is no fallback is never asked.

Wrong:

    distributions:
      media:
        origins:
          seoul: {bucket: seoul.buckets.media}
          virginia: {bucket: virginia.buckets.media}
        origin: seoul

Right:

    distributions:
      media:
        origins:
          seoul: {bucket: seoul.buckets.media}
          virginia: {bucket: virginia.buckets.media}
        origin: seoul
        fallback: virginia
)"},
      {ids::OriginCertificate,
       R"(Over HTTPS CloudFront wants the host's certificate to cover the name that it
asks for, and answers 502 else (CloudFront Developer Guide, "HTTP 502 status code").
The name that AWS gives a load balancer is covered by no certificate of yours.

Wrong:

    origins:
      site: {host: "${{ load_balancers.web.dns_name }}"}

Right, with a record that leads to the load balancer and a certificate for it:

    origins:
      site: {host: origin.example.com}

Or let the origin be asked for the viewer's name, with `forward: AllViewer`.
)"},
      {ids::CorsCredentials,
       R"(Browsers refuse cookies in requests of other sites' scripts where the answer
allows every origin, header or method; CloudFront refuses such a policy at once
(CloudFront API reference, ResponseHeadersPolicyCorsConfig).

Wrong:

    header_policies:
      api: {cors: {origins: ["*"], credentials: true}}

Right:

    header_policies:
      api:
        cors:
          origins: ["https://www.example.com"]
          headers: [Authorization]
          credentials: true
)"},
      {ids::AliasLedElsewhere,
       R"(In DNS a name without a record is answered by the wildcard above it (Amazon Route 53 Developer
Guide, "Supported DNS record types": asterisks). So an alias of a distribution needs a record of
its own where a wildcard leads elsewhere: else its visitors come to another server, whose
certificate and content are others.

Wrong:

    records:
      site: {zone: main, names: ["*"], alias: accelerators.main}
    distributions:
      media: {aliases: [media.example.com], …}

Right, beside these:

    records:
      media: {zone: main, names: [media], alias: distributions.media}
)"},
      {ids::DistributionKey,
       R"(CloudFront takes certificates with RSA keys or with keys on the curve P-256 (Amazon CloudFront
Developer Guide, "Requirements for using SSL/TLS certificates with CloudFront"). The template
passes every schema, and the distribution fails at deployment.

Wrong:

    certificates:
      site: {names: [media.example.com], key_algorithm: ec-p384, …}

Right:

    certificates:
      site: {names: [media.example.com], key_algorithm: ec-p256, …}
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
