// Load balancers: 3100-3149.
#include "diag/ids/load_balancers.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> load_balancers() {
  static constexpr Entry entries[] = {
      {ids::LoadBalancerName, R"(Names of load balancers and of target groups have 1 to 32 Latin
letters, digits and hyphens, no hyphen at either end; a load balancer's does not begin
with `internal-` (Elastic Load Balancing API reference, CreateLoadBalancer and
CreateTargetGroup). CloudFormation's own checks let an underscore pass, so the
deployment fails when the rest of the stack stands.

Wrong:

    load_balancers:
      web: {name: BTS_ALB, subnets: public}

Right:

    load_balancers:
      web: {name: BTS-ALB, subnets: public}

Or leave `name` out. A name must be unique in the account's region, and a load balancer
or target group that has one cannot be replaced in place.
)"},
      {ids::LoadBalancerWithoutCertificate, R"(Without a certificate there is no HTTPS: passwords,
cookies and pages of everybody who connects from the internet can be read and changed on
the way. So an internet-facing load balancer wants a certificate, an internal one may go
without.

Wrong:

    load_balancers:
      web: {subnets: public, allow: [internet]}

Right:

    parameters:
      Certificate: {type: certificate, description: Certificate of www.example.com}
    load_balancers:
      web:
        subnets: public
        allow: [internet]
        certificate: ${{ parameters.Certificate }}

Port 80 then only redirects to 443. For a test without a domain `plain_http: true`
insists on serving over HTTP.
)"},
      {ids::PlainHttpWithCertificate, R"(`plain_http: true` insists on a load balancer without
certificate; with a certificate port 80 only redirects to HTTPS. Both at once contradict
each other, and either could be the one that was forgotten.

Wrong:

    load_balancers:
      web:
        subnets: public
        plain_http: true
        certificate: ${{ parameters.Certificate }}

Right:

    load_balancers:
      web:
        subnets: public
        certificate: ${{ parameters.Certificate }}
)"},
      {ids::LoadBalancerZones, R"(An application load balancer needs subnets in two availability
zones or more (Elastic Load Balancing User Guide, "Subnets for your load balancer"). A
tier has one subnet in each zone of the network, so the network needs two.

Wrong:

    network:
      cidr: 10.0.0.0/16
      zones: [a]
      subnets:
        public: {access: public, cidrs: [10.0.0.0/24]}

Right:

    network:
      cidr: 10.0.0.0/16
      zones: [a, c]
      subnets:
        public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}
)"},
      {ids::LoadBalancerTier, R"(An internet-facing load balancer has public addresses, and its
answers leave through the route to the internet gateway. In a private tier, which goes
out through NAT, or an isolated one it is created and can never be reached.

Wrong:

    load_balancers:
      web: {subnets: private, allow: [internet]}

Right:

    load_balancers:
      web: {subnets: public, allow: [internet]}

What stands behind it can stay in private subnets. A load balancer for clients within
the VPC has `scheme: internal` and may stand in any tier.
)"},
      {ids::LoadBalancerSubnetSize, R"(Each subnet of an application load balancer must be a /27 or
larger and have eight free addresses: under load it takes more of them (Elastic Load
Balancing User Guide, "Subnets for your load balancer").

Wrong:

    subnets:
      public: {access: public, cidrs: [10.0.0.0/28, 10.0.0.16/28]}

Right:

    subnets:
      public: {access: public, cidrs: [10.0.0.0/24, 10.0.2.0/24]}

A subnet cannot be resized: one that exists is replaced, with all that stands in it.
)"},
      {ids::LoadBalancerUnreachable, R"(A load balancer's security group lets in whom `allow` names,
and nobody else. Without an entry it is created, costs its price and answers no one.

Wrong:

    load_balancers:
      web: {subnets: public, certificate: "${{ parameters.Certificate }}"}

Right:

    load_balancers:
      web:
        subnets: public
        certificate: ${{ parameters.Certificate }}
        allow: [internet]

Entries without `ports` open 80, and 443 where there is a certificate. Behind an
accelerator that preserves client addresses it is the clients that are let in, not the
accelerator.
)"},
      {ids::LoadBalancerCertificate, R"(`certificate` is the ARN of a certificate in AWS Certificate
Manager, with region, account and id, or a reference that gives one. The name of a
domain is not enough: there may be several certificates for it.

Wrong:

    certificate: www.example.com

Right:

    certificate: arn:aws:acm:ap-northeast-2:123456789012:certificate/01234567-89ab-…
    # or, so that the account stays out of the blueprint:
    certificate: ${{ parameters.Certificate }}

A certificate of another authority can be imported into Certificate Manager and then has
such an ARN, too.
)"},
      {ids::CertificateRegion, R"(Certificates are regional: a listener takes only those of its own
region (AWS Certificate Manager User Guide, "Supported Regions"). The certificate for
CloudFront, which is always in us-east-1, serves no load balancer elsewhere.

Wrong, in a blueprint with `region: ap-northeast-2`:

    certificate: arn:aws:acm:us-east-1:123456789012:certificate/01234567-89ab-…

Right:

    certificate: arn:aws:acm:ap-northeast-2:123456789012:certificate/fedcba98-7654-…

Request a certificate for the same names in this region; validation by DNS uses the same
record in every region.
)"},
      {ids::UnknownTlsPolicy,
       R"(A listener on 443 has one of the predefined security policies, which
decide the versions of TLS and the ciphers (Elastic Load Balancing User Guide, "Security
policies for your Application Load Balancer"). CloudFormation takes any text here and
fails at deployment.

Wrong:

    tls_policy: ELBSecurityPolicy-TLS13-1-2-2021

Right:

    tls_policy: ELBSecurityPolicy-TLS13-1-2-2021-06

Left out, the policy is the one that AWS recommends: TLS 1.3 and 1.2, with forward
secrecy. A policy that AWS has added since this version of the compiler goes under
`overrides`.
)"},
      {ids::HealthCheckTiming,
       R"(A check must be over before the next one begins: `timeout` is below
`interval` (Elastic Load Balancing API reference, CreateTargetGroup). Without a
`timeout` it is 5 seconds.

Wrong:

    target_group:
      health_check: {interval: 10, timeout: 10}

Right:

    target_group:
      health_check: {interval: 10, timeout: 5}
)"},
      {ids::HealthCheckPath, R"(A health check asks for a path as a client would: from `/` on, in
ASCII and without blanks, anything else written with percent signs (RFC 3986). A host
does not belong to it: each target is asked at its own address.

Wrong:

    target_group:
      health_check: {path: www.example.com/health}

Right:

    target_group:
      health_check: {path: /health}
)"},
      {ids::HealthCheckCodes,
       R"(Which answers count as healthy is said with status codes from 200 to
499: single codes and ranges with commas between, without blanks (Elastic Load Balancing
API reference, Matcher). The 500s, by which a server says that it failed, cannot be
among them.

Wrong:

    target_group:
      health_check: {codes: 2xx}

Right:

    target_group:
      health_check: {codes: "200-299,302"}
)"},
      {ids::AccessLogsRegion, R"(Access logs are delivered to a bucket in the load balancer's own
region only (Elastic Load Balancing User Guide, "Enable access logs for your Application
Load Balancer").

Wrong, in virginia.yaml:

    load_balancers:
      web: {subnets: public, access_logs: seoul.buckets.logs}

Right:

    buckets:
      logs: {expire: 90, versioned: false}
    load_balancers:
      web: {subnets: public, access_logs: logs}

The bucket's policy gets the statement that lets the logs in.
)"},
      {ids::AccessLogsKey, R"(Load balancers deliver access logs only to buckets that encrypt with
S3's own keys (Elastic Load Balancing User Guide, "Enable access logs for your
Application Load Balancer"). With a key of KMS the deployment fails when it switches the
logs on.

Wrong:

    buckets:
      logs: {key: "${{ parameters.KeyArn }}"}
    load_balancers:
      web: {subnets: public, access_logs: logs}

Right:

    buckets:
      logs: {}
    load_balancers:
      web: {subnets: public, access_logs: logs}

The bucket is encrypted all the same, by AES-256.
)"},
      {ids::AccessLogsPrefix, R"(Access logs are kept under `<prefix>/AWSLogs/<account>/`. AWS
refuses a prefix that holds `AWSLogs`, and a slash at its ends would make folders
without a name (Elastic Load Balancing User Guide, "Access logs for your Application
Load Balancer").

Wrong:

    access_logs_prefix: /web/AWSLogs/

Right:

    access_logs_prefix: web

Left out, it is `load_balancers/` and the load balancer's name.
)"},
      {ids::MixedTargets,
       R"(A target group holds instances or IP addresses, never both, and its type
cannot be changed without replacing it (Elastic Load Balancing User Guide, "Target
type"). A load balancer here has one target group, so all that stands behind it
registers in one way: Auto Scaling groups register instances, containers with network
interfaces of their own register addresses.

Wrong: an Auto Scaling group and such containers behind one load balancer.

    autoscaling:
      web: {subnets: private, behind: web}
    containers:
      api: {subnets: private, behind: web}

Right: each has its own.

    autoscaling:
      web: {subnets: private, behind: web}
    containers:
      api: {subnets: private, behind: api}
)"},
      {ids::NothingBehind, R"(No component says that it stands `behind` this load balancer: its
target group stays empty, and every request is answered with 503. That is fine only if
targets are registered by other means.

Wrong:

    load_balancers:
      web: {subnets: public}
    autoscaling:
      web: {subnets: private}

Right:

    load_balancers:
      web: {subnets: public}
    autoscaling:
      web: {subnets: private, behind: web}

`behind` also lets the load balancer's requests into what stands behind it.
)"},
      {ids::LoadBalancerPort,
       R"(A load balancer has a listener on port 80, and with a certificate one on 443. Any other port
that its security group opens leads nowhere, and shows scanners a machine that is worth a look.

Wrong:

    load_balancers:
      web: {certificate: "${{ certificates.site.arn }}", allow: [{from: internet, ports: ["1-65535"]}]}

Right:

    load_balancers:
      web: {certificate: "${{ certificates.site.arn }}", allow: [internet]}
)"},
      {ids::OldTlsPolicy,
       R"(TLS 1.0 and 1.1 are broken and withdrawn (RFC 8996); AWS itself takes at least 1.2. A security
policy that still speaks them lets an attacker choose them.

Wrong:

    load_balancers:
      web: {tls_policy: ELBSecurityPolicy-2016-08, …}

Right:

    load_balancers:
      web: {tls_policy: ELBSecurityPolicy-TLS13-1-2-2021-06, …}
)"},
      {ids::LoadBalancerReplaced,
       R"(The scheme of a load balancer, and port and protocol of a target group, are
settled when they are made. For another value CloudFormation makes another one before it
deletes the old one, and a name can be had only once in a region: the update fails (AWS
CloudFormation reference, AWS::ElasticLoadBalancingV2, "Update requires: Replacement").

Wrong:

    load_balancers:
      web: {name: bts-alb, …}
    scenarios:
      failover:
        set: {load_balancers.web.scheme: internal}

Right: a load balancer without `name`, or another component beside it.
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
