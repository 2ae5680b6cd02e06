// The field table of health checks.
#include "btsinfra/services/dns_health_check.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<ProbeProtocol>();

namespace {

struct ProtocolNames {
  static constexpr std::string_view names[] = {"https", "http", "tcp"};
};

// Bounds: HealthCheckConfig in the API reference of Route 53.
constexpr Field dns_health_check_fields[] = {
    field<&DnsHealthCheck::host>(
        "host", "Host to ask, as `www.example.com`; its address is looked up each time."),
    field<&DnsHealthCheck::ip>("ip",
                               "Public address to ask instead of looking one up; `host` is then "
                               "only the name that is asked for.")
        .without("the host's"),
    field<&DnsHealthCheck::protocol>("protocol",
                                     "What is spoken; `tcp` only asks whether a connection opens."),
    field<&DnsHealthCheck::port>("port", "Port.")
        .within(1, 65535)
        .without("443 for `https`, 80 for `http`; `tcp` needs one"),
    field<&DnsHealthCheck::path>("path", "Path to ask for; an answer from 200 to 399 is healthy.")
        .unit("characters")
        .within(1, 255),
    field<&DnsHealthCheck::search>("search",
                                   "Words that must stand in the first 5,120 bytes of the answer.")
        .unit("characters")
        .within(0, 255),
    field<&DnsHealthCheck::interval>(
        "interval",
        "Time from one check to the next, of each checker: 30, or 10 at a higher price.")
        .unit("seconds")
        .within(10, 30),
    field<&DnsHealthCheck::threshold>("threshold", "Checks in a row that change its state.")
        .within(1, 10),
    field<&DnsHealthCheck::regions>("regions", "Where the checkers stand: three regions or more.")
        .within(0, 8)
        .without("every region that has checkers"),
    field<&DnsHealthCheck::inverted>("inverted", "Whether healthy counts as unhealthy."),
    field<&DnsHealthCheck::measure_latency>("measure_latency",
                                            "Whether the time to answer becomes a metric."),
    field<&DnsHealthCheck::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<ProbeProtocol>() {
  static const Type type = describe_choice<ProbeProtocol, ProtocolNames>("protocol");
  return type;
}

template <>
const Type& type_of<DnsHealthCheck>() {
  static const Type type =
      record<DnsHealthCheck>("a health check", "A Route 53 health check.", dns_health_check_fields);
  return type;
}

}  // namespace btsinfra::fields
