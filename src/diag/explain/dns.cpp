// Dns: 3400-3449.
#include "diag/ids/dns.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> dns() {
  static constexpr Entry entries[] = {
      {ids::ZoneDomain,
       R"(A hosted zone holds the names of a domain: labels of Latin letters, digits
and hyphens with dots between. It is no URL, and letters of other scripts stand in their
`xn--` form.

Wrong:

    hosted_zones:
      main: {domain: https://example.com/}

Right:

    hosted_zones:
      main: {domain: example.com}
)"},
      {ids::ZoneId, R"(`existing` is the id under which Route 53 knows the zone, without the
`/hostedzone/` before it, or a parameter that holds it. It is not a zone that the system
declares somewhere: such a zone is named itself, by whoever uses it.

Wrong:

    hosted_zones:
      main: {domain: example.com, existing: example.com}
      copy: {domain: example.com, existing: "${{ edge.hosted_zones.main.id }}"}

Right:

    parameters:
      ZoneId: {type: hosted_zone}
    hosted_zones:
      main: {domain: example.com, existing: "${{ parameters.ZoneId }}"}
    records:
      site: {zone: edge.hosted_zones.main, ...}
)"},
      {ids::ExistingZoneSettings, R"(A zone that exists already is only pointed to. CloudFormation
changes nothing of it, so a comment, tags, networks or logs given here would be lost
silently.

Wrong:

    hosted_zones:
      main: {domain: example.com, existing: Z0123456789ABC, comment: The shop}

Right:

    hosted_zones:
      main: {domain: example.com, existing: Z0123456789ABC}
)"},
      {ids::ZoneTwice, R"(Two public zones of one domain have different name servers. The registrar
names those of one, and the records of the other are never asked for.

Wrong:

    # seoul.yaml and virginia.yaml
    hosted_zones:
      main: {domain: example.com}

Right:

    # edge.yaml creates it, the others name it
    certificates:
      site: {names: [www.example.com], zone: edge.hosted_zones.main}
)"},
      {ids::ZoneNetworks,
       R"(A private zone answers within networks: the blueprint's own, or those that
`networks` names. A public one answers everywhere and takes none.

Wrong:

    hosted_zones:
      inner: {domain: inner.example.com, networks: [network]}

Right:

    hosted_zones:
      inner: {domain: inner.example.com, private: true, networks: [network, virginia.network]}
)"},
      {ids::ZoneQueryLogs,
       R"(Route 53 writes a line for each query of a public zone to a log group of
CloudWatch in us-east-1, whatever region the stack stands in (Amazon Route 53 Developer
Guide, "Public DNS query logging"). A resource policy there must let it write.

Wrong:

    query_logs: arn:aws:logs:ap-northeast-2:123456789012:log-group:/aws/route53/example.com

Right:

    query_logs: arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/example.com
)"},
      {ids::ZoneParameterElsewhere,
       R"(Parameters belong to the stacks of their own blueprint. A zone
whose id is a parameter can therefore be used there only; another blueprint says for
itself that the zone exists, so that nothing needs to cross regions for it.

Wrong:

    # seoul.yaml; in edge.yaml: main: {domain: example.com, existing: "${{ parameters.ZoneId }}"}
    certificates:
      site: {names: [www.example.com], zone: edge.hosted_zones.main}

Right:

    # seoul.yaml
    parameters:
      ZoneId: {type: hosted_zone}
    hosted_zones:
      main: {domain: example.com, existing: "${{ parameters.ZoneId }}"}
    certificates:
      site: {names: [www.example.com], zone: main}
)"},
      {ids::ZoneReplaced,
       R"(The domain of a zone, and whether it is private, are settled when it is made.
For another value CloudFormation makes another zone: it has other name servers, which no
registrar knows, and the records have to be made anew (AWS CloudFormation reference,
AWS::Route53::HostedZone).

Wrong:

    hosted_zones:
      main: {domain: example.com}
    scenarios:
      failover:
        set: {hosted_zones.main.domain: example.org}

Right:

    scenarios:
      failover:
        set:
          hosted_zones.other: {domain: example.org}
)"},
      {ids::RecordName,
       R"(Names of records are labels with dots between, written within the zone: `www`,
"@" for the zone's own name, `*` for any name that has no record of its own. The wildcard
is the whole first label, and NS records have none (Amazon Route 53 Developer Guide, "DNS
domain name format").

Wrong:

    records:
      site: {zone: main, names: ["www*", "a.*.b"], alias: load_balancers.web}

Right:

    records:
      site: {zone: main, names: ["*"], alias: load_balancers.web}
)"},
      {ids::RecordOutsideZone,
       R"(A zone holds its own name and those under it. A name may be written whole,
but then it ends with the zone's domain.

Wrong:

    hosted_zones:
      main: {domain: example.com}
    records:
      site: {zone: main, names: [www.exmaple.com], alias: load_balancers.web}

Right:

    records:
      site: {zone: main, names: [www], alias: load_balancers.web}
)"},
      {ids::RecordTarget,
       R"(A name can be an alias of what has a DNS name of its own: load balancers,
accelerators and distributions (Amazon Route 53 Developer Guide, "Choosing between alias
and non-alias records").

Wrong:

    records:
      site: {zone: main, names: [www], alias: autoscaling.web}

Right:

    records:
      site: {zone: main, names: [www], alias: load_balancers.web}
)"},
      {ids::RecordTypes,
       R"(An alias gives addresses: A records, and AAAA where its target has IPv6. Left
out, `types` is all that the target has. Plain values are of one type, which must be said.

Wrong:

    records:
      site: {zone: main, names: [www], types: [A, AAAA], alias: load_balancers.web}
      mail: {zone: main, names: ["@"], values: [10 mail.example.com]}

Right:

    records:
      site: {zone: main, names: [www], alias: load_balancers.web}
      mail: {zone: main, names: ["@"], types: [MX], values: [10 mail.example.com]}
)"},
      {ids::RecordContent,
       R"(A record is an alias of a component, or it holds values. An alias takes its
target's TTL, and only an alias has a target whose health could be evaluated. Records
take no tags.

Wrong:

    records:
      site: {zone: main, names: [www], alias: load_balancers.web, ttl: 60}

Right:

    records:
      site: {zone: main, names: [www], alias: load_balancers.web}
      old:  {zone: main, names: [old], types: [CNAME], values: [www.example.com], ttl: 60}
)"},
      {ids::RecordValue,
       R"(Each type has its own form of value (Amazon Route 53 Developer Guide, "Supported
DNS record types"). CloudFormation takes any text; Route 53 refuses it at deployment.

Wrong:

    records:
      mail: {zone: main, names: ["@"], types: [MX], values: [mail.example.com]}

Right:

    records:
      mail: {zone: main, names: ["@"], types: [MX], values: [10 mail.example.com]}

Texts of TXT records are written plainly; quotes are added.
)"},
      {ids::RecordTwice,
       R"(A zone has one set of records for a name and a type. A second one fails at
deployment, or takes the place of the first; and the two may stand in stacks of different
regions, where no other tool sees both. Several sets are possible only where `routing`
chooses among them, each with an id, a region, a place or a role of its own.

Wrong:

    records:
      site: {zone: main, names: [www, kr], alias: accelerators.main}
      korea: {zone: main, names: [kr], alias: load_balancers.web}

Right:

    records:
      site: {zone: main, names: [www], alias: accelerators.main}
      korea: {zone: main, names: [kr], alias: load_balancers.web}
)"},
      {ids::CnameAlone,
       R"(A CNAME says that a name is another name. No other record may stand beside it,
so the zone's own name, which has NS and SOA records, cannot have one; and it has one
value (RFC 1034, section 3.6.2). An alias has none of these limits.

Wrong:

    records:
      site: {zone: main, names: ["@"], types: [CNAME], values: [shop.example.net]}

Right:

    records:
      site: {zone: main, names: ["@"], alias: load_balancers.web}
)"},
      {ids::RecordRoutingPolicy,
       R"(`routing` says by what one of several records is chosen: by weight,
latency, failover, place, or several values at once, and by one of these only. An alias
cannot be one of several values (Amazon Route 53 Developer Guide, "Choosing a routing
policy").

Wrong:

    routing: {weight: 10, latency: us-east-1}

Right:

    routing: {latency: us-east-1}
)"},
      {ids::RecordPolicies,
       R"(All records of a name and type are chosen among in the same way; one that
stands alone has no place beside them.

Wrong:

    records:
      seoul:    {zone: main, names: [www], alias: seoul.load_balancers.web, routing: {latency: ap-northeast-2}}
      virginia: {zone: main, names: [www], alias: virginia.load_balancers.web}

Right:

    records:
      seoul:    {zone: main, names: [www], alias: seoul.load_balancers.web, routing: {latency: ap-northeast-2}}
      virginia: {zone: main, names: [www], alias: virginia.load_balancers.web, routing: {latency: us-east-1}}
)"},
      {ids::RecordHealthUnused,
       R"(Route 53 passes over a record whose check fails and gives another one of
the same name and type. Where there is none, it gives the failed one: the check changes
nothing and costs.

Wrong:

    records:
      site: {zone: main, names: [www], alias: accelerators.main, health_check: www}

Right:

    records:
      site: {zone: main, names: [www], alias: accelerators.main}
    alarms:
      down: {on: health_checks.www, ...}
)"},
      {ids::TargetHealthUnknown, R"(Route 53 knows the health of load balancers and accelerators. A
distribution has none that it could ask for, and the request fails (API reference of
Route 53, AliasTarget).

Wrong:

    records:
      media: {zone: main, names: [media], alias: distributions.media, evaluate_target_health: true}

Right:

    records:
      media: {zone: main, names: [media], alias: distributions.media}
)"},
      {ids::RecordNotAnswered,
       R"(A distribution answers requests for its own name and for its `aliases`. For
any other name it gives an error, although the record leads there.

Wrong:

    distributions:
      media: {aliases: [media.example.com], ...}
    records:
      media: {zone: main, names: [video], alias: distributions.media}

Right:

    distributions:
      media: {aliases: [media.example.com, video.example.com], ...}
)"},
      {ids::FailoverWithoutHealth,
       R"(The secondary record is given while the primary is unhealthy. A primary
without health check, whose target is not evaluated either, always counts as healthy.

Wrong:

    records:
      main: {zone: main, names: [www], types: [A], values: [198.51.100.7], routing: {failover: primary}}

Right:

    records:
      main:
        zone: main
        names: [www]
        types: [A]
        values: [198.51.100.7]
        health_check: www
        routing: {failover: primary}
)"},
      {ids::DnsHealthCheckTarget,
       R"(A health check asks a host by its name, whose address it looks up each time,
or a fixed address. Path, port and protocol stand in fields of their own.

Wrong:

    health_checks:
      www: {host: https://www.example.com/health}

Right:

    health_checks:
      www: {host: www.example.com, path: /health}
)"},
      {ids::DnsHealthCheckPrivate,
       R"(The checkers of Route 53 stand on the internet, in several regions. Private
addresses, names under `compute.internal` and internal load balancers can never answer
them: the check is unhealthy for ever.

Wrong:

    health_checks:
      web: {host: ip-10-0-0-46.ap-northeast-2.compute.internal, protocol: http}

Right:

    health_checks:
      web: {host: "${{ load_balancers.web.dns_name }}"}
)"},
      {ids::DnsHealthCheckUnanswered,
       R"(The check asks on a port on which its host does not answer: a load balancer
serves 80, and 443 only with a certificate; an accelerator its `ports`. It would be
unhealthy for ever.

Wrong:

    health_checks:
      web: {host: "${{ load_balancers.web.dns_name }}", port: 8080}

Right:

    health_checks:
      web: {host: "${{ load_balancers.web.dns_name }}"}
)"},
      {ids::DnsHealthCheckNotAdmitted,
       R"(The checkers come from addresses of AWS that change. Where the load balancer
admits only some, they are most likely not among them, and the check is unhealthy.

Wrong:

    load_balancers:
      web: {subnets: public, allow: [203.0.113.0/24], ...}
    health_checks:
      web: {host: "${{ load_balancers.web.dns_name }}"}

Right:

    load_balancers:
      web: {subnets: public, allow: [internet], ...}
)"},
      {ids::DnsHealthCheckPath, R"(A path begins with `/`; blanks in it are written as `%20`.

Wrong:

    health_checks:
      www: {host: www.example.com, path: health}

Right:

    health_checks:
      www: {host: www.example.com, path: /health}
)"},
      {ids::DnsHealthCheckTcp,
       R"(Over TCP the check only asks whether a connection opens: there is no request
with a path, no answer with words, and no usual port.

Wrong:

    health_checks:
      db: {host: gate.example.com, protocol: tcp, search: ready}

Right:

    health_checks:
      db: {host: gate.example.com, protocol: tcp, port: 22}
)"},
      {ids::DnsHealthCheckRegions,
       R"(Checkers stand in eight regions, and a check uses three or more of them
(API reference of Route 53, HealthCheckConfig). Without `regions` all are used.

Wrong:

    regions: [ap-northeast-2, us-east-1]

Right:

    regions: [ap-northeast-1, us-east-1, eu-west-1]
)"},
      {ids::DnsHealthCheckInterval,
       R"(Each checker asks every 30 seconds, or every 10 at a higher price. It cannot
be changed later without making a new health check.

Wrong:

    interval: 20

Right:

    interval: 30
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
