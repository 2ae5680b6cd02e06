// The field tables of load balancers.
#include "btsinfra/services/load_balancer.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<Scheme>();
template <>
const Type& type_of<TargetProtocol>();
template <>
const Type& type_of<HealthCheck>();
template <>
const Type& type_of<TargetGroup>();

namespace {

struct SchemeNames {
  static constexpr std::string_view names[] = {"internet-facing", "internal"};
};
struct ProtocolNames {
  static constexpr std::string_view names[] = {"http", "https"};
};

// Bounds: API reference of Elastic Load Balancing v2, CreateTargetGroup and the two attribute
// lists.
constexpr Field health_check_fields[] = {
    field<&HealthCheck::path>("path", "Path to ask for, with a query if need be.")
        .unit("characters")
        .within(1, 1024),
    field<&HealthCheck::interval>("interval", "Time from one check of a target to the next.")
        .unit("seconds")
        .within(5, 300),
    field<&HealthCheck::timeout>("timeout", "Time in which the answer must come; below `interval`.")
        .unit("seconds")
        .within(2, 120),
    field<&HealthCheck::healthy>("healthy", "Good answers in a row that make a target healthy.")
        .within(2, 10),
    field<&HealthCheck::unhealthy>("unhealthy", "Failed checks in a row that make it unhealthy.")
        .within(2, 10),
    field<&HealthCheck::codes>(
        "codes",
        "Status codes that count as good, from 200 to 499: codes and ranges, "
        "as `200,301` or `200-399`."),
};

constexpr Field target_group_fields[] = {
    field<&TargetGroup::name>(
        "name", "Name of the target group: up to 32 Latin letters, digits and hyphens.")
        .without("chosen by CloudFormation"),
    field<&TargetGroup::port>("port", "Port on which what stands behind serves.").within(1, 65535),
    field<&TargetGroup::protocol>("protocol", "What is spoken to the targets."),
    field<&TargetGroup::health_check>("health_check", "How targets are found to be well."),
    field<&TargetGroup::deregistration_delay>(
        "deregistration_delay", "Time that a target has to finish its requests before it leaves.")
        .unit("seconds")
        .within(0, 3600),
    field<&TargetGroup::stickiness>("stickiness",
                                    "How long a cookie sends a client back to the same target.")
        .unit("seconds")
        .within(1, 604800)
        .without("no cookie"),
};

constexpr Field load_balancer_fields[] = {
    field<&LoadBalancer::name>(
        "name", "Name of the load balancer: up to 32 Latin letters, digits and hyphens.")
        .without("chosen by CloudFormation"),
    field<&LoadBalancer::scheme>(
        "scheme",
        "`internet-facing`: public addresses; `internal`: addresses of the "
        "VPC only."),
    field<&LoadBalancer::subnets>(
        "subnets",
        "The tier it stands in, over two zones or more; public where it is "
        "internet-facing.")
        .required(),
    field<&LoadBalancer::allow>(
        "allow",
        "Who may connect. Without ports: to 80, and to 443 where there is a "
        "certificate.")
        .within(0, 60)
        .no_order(),
    field<&LoadBalancer::certificate>(
        "certificate",
        "ARN of the ACM certificate of port 443, from the same region. "
        "Port 80 then only redirects to it.")
        .means(Meaning::Certificate)
        .without("none: port 80 alone"),
    field<&LoadBalancer::plain_http>(
        "plain_http", "Insist on an internet-facing load balancer without certificate."),
    field<&LoadBalancer::tls_policy>("tls_policy",
                                     "Security policy of port 443: versions of TLS and ciphers."),
    field<&LoadBalancer::target_group>("target_group", "What requests are forwarded to."),
    field<&LoadBalancer::idle_timeout>("idle_timeout",
                                       "Time after which a silent connection is closed.")
        .unit("seconds")
        .within(1, 4000),
    field<&LoadBalancer::deletion_protection>("deletion_protection",
                                              "Whether it must be switched off before a deletion."),
    field<&LoadBalancer::web_acl>("web_acl", "The regional web ACL that requests must pass first.")
        .without("no web ACL"),
    field<&LoadBalancer::access_logs>("access_logs",
                                      "Bucket of the same region that receives the access logs.")
        .without("no access logs"),
    field<&LoadBalancer::access_logs_prefix>(
        "access_logs_prefix",
        "Where in that bucket they begin, without slash at the "
        "ends.")
        .unit("characters")
        .within(0, 512)
        .without("`load_balancers/<name>`"),
    field<&LoadBalancer::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Scheme>() {
  static const Type type = describe_choice<Scheme, SchemeNames>("scheme");
  return type;
}
template <>
const Type& type_of<TargetProtocol>() {
  static const Type type = describe_choice<TargetProtocol, ProtocolNames>("protocol");
  return type;
}
template <>
const Type& type_of<HealthCheck>() {
  static const Type type = record<HealthCheck>(
      "a target health check", "How targets are found to be well.", health_check_fields);
  return type;
}
template <>
const Type& type_of<TargetGroup>() {
  static const Type type = record<TargetGroup>(
      "a target group", "What a load balancer forwards requests to.", target_group_fields);
  return type;
}
template <>
const Type& type_of<LoadBalancer>() {
  static const Type type = record<LoadBalancer>("a load balancer", "An application load balancer.",
                                                load_balancer_fields);
  return type;
}

}  // namespace btsinfra::fields
