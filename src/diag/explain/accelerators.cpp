// Accelerators: 3480-3519.
#include "diag/ids/accelerators.h"

#include "diag/explain/tables.h"

namespace btsinfra::explain {

std::span<const Entry> accelerators() {
  static constexpr Entry entries[] = {
      {ids::AcceleratorName, R"(CloudFormation and the API of Global Accelerator take different
names: what both take has 1 to 64 Latin letters, digits and hyphens, and no hyphen at the
ends. Without `name` it is made of those of the system, the blueprint and the component.

Wrong:

    accelerators:
      main: {name: BTS_AGA, ...}

Right:

    accelerators:
      main: {name: BTS-AGA, ...}
)"},
      {ids::AcceleratorPortsOverlap, R"(A port belongs to one range of an accelerator.

Wrong:

    ports: [443, 400-500]

Right:

    ports: [400-500]
)"},
      {ids::AcceleratorWithoutHttp,
       R"(Who types an address without `https://` is often taken to port
80 first. Where the accelerator does not listen there, the connection is never answered:
the load balancer's redirect from 80 to 443 is not reached.

Wrong:

    accelerators:
      main: {ports: [443], ...}

Right:

    accelerators:
      main: {ports: [80, 443], ...}
)"},
      {ids::AcceleratorEndpointUnfit, R"(Behind an accelerator stand load balancers: components of
`load_balancers`, of this blueprint or another, or the ARN of one that exists already
(AWS Global Accelerator Developer Guide, "Endpoints for standard accelerators").

Wrong:

    groups:
      seoul: {endpoints: [seoul.autoscaling.web]}

Right:

    groups:
      seoul: {endpoints: [seoul.load_balancers.web]}
)"},
      {ids::AcceleratorProtocolUnfit,
       R"(An application load balancer speaks HTTP and HTTPS, which go
over TCP. An accelerator that carries UDP cannot lead to it.

Wrong:

    accelerators:
      main: {protocol: udp, groups: {seoul: {endpoints: [seoul.load_balancers.web]}}, ...}

Right:

    accelerators:
      main: {groups: {seoul: {endpoints: [seoul.load_balancers.web]}}, ...}
)"},
      {ids::AcceleratorAddresses, R"(An accelerator with IPv6 addresses hands on IPv6 connections,
and load balancers of this compiler have IPv4 addresses only. The guide asks for
dual-stack load balancers behind it; what happens else was not verified.

Wrong:

    accelerators:
      main: {ip_type: dual-stack, groups: {seoul: {endpoints: [seoul.load_balancers.web]}}, ...}

Right:

    accelerators:
      main: {groups: {seoul: {endpoints: [seoul.load_balancers.web]}}, ...}
)"},
      {ids::AcceleratorPortUnserved,
       R"(What arrives at a port of the accelerator goes on to the same
port of the endpoint, or to that of `port_overrides`. Nothing answers there: a load
balancer listens on 80, and on 443 only with a certificate, and its `allow` says who may
connect to which of them.

Wrong:

    load_balancers:
      web: {subnets: public, allow: [internet], plain_http: true}
    accelerators:
      main: {ports: [80, 443], groups: {seoul: {endpoints: [load_balancers.web]}}}

Right:

    load_balancers:
      web: {subnets: public, allow: [internet], certificate: "${{ certificates.site.arn }}"}
)"},
      {ids::AcceleratorNotAdmitted, R"(An accelerator keeps the addresses of clients, so the load
balancer's security group judges each client by its own address, as if there were no
accelerator. With a narrower `allow` only those it names get through.

Wrong:

    load_balancers:
      web: {subnets: public, allow: [203.0.113.0/24], ...}

Right:

    load_balancers:
      web: {subnets: public, allow: [internet], ...}
)"},
      {ids::AcceleratorGroupRegions, R"(An endpoint group belongs to one region, and its endpoints
stand there. Which region that is follows from the endpoints.

Wrong:

    groups:
      all: {endpoints: [seoul.load_balancers.web, virginia.load_balancers.web]}

Right:

    groups:
      seoul:    {endpoints: [seoul.load_balancers.web]}
      virginia: {endpoints: [virginia.load_balancers.web]}
)"},
      {ids::AcceleratorRegionTwice, R"(A listener has at most one endpoint group in a region.

Wrong:

    groups:
      web: {endpoints: [seoul.load_balancers.web]}
      api: {endpoints: [seoul.load_balancers.api]}

Right:

    groups:
      seoul:
        endpoints:
          - {target: seoul.load_balancers.web, weight: 200}
          - {target: seoul.load_balancers.api, weight: 55}
)"},
      {ids::AcceleratorPortOverride,
       R"(`port_overrides` says to which port of the endpoints a port of
the accelerator leads: one on which it listens, and each once.

Wrong:

    ports: [443]
    groups:
      seoul: {endpoints: [seoul.load_balancers.web], port_overrides: [{from: 80, to: 8080}]}

Right:

    ports: [80, 443]
)"},
      {ids::AcceleratorHealthCheck, R"(The health check of an endpoint group is made every 10 or
every 30 seconds, and its path begins with `/` (API reference of Global Accelerator,
CreateEndpointGroup). Load balancers judge their own targets and need none.

Wrong:

    health_check: {protocol: http, path: health, interval: 20}

Right:

    health_check: {protocol: http, path: /health, interval: 30}
)"},
      {ids::AcceleratorDials,
       R"(An endpoint group's dial says how much of what would come to its region comes, and endpoints
share it by their weights. Where all of that is 0, no client gets an answer (AWS Global
Accelerator Developer Guide, "Adjusting traffic flow with traffic dials").

Wrong:

    accelerators:
      main:
        groups:
          seoul: {endpoints: [seoul.load_balancers.web], dial: 0}

Right:

    accelerators:
      main:
        groups:
          seoul: {endpoints: [seoul.load_balancers.web]}
)"},
  };
  return entries;
}

}  // namespace btsinfra::explain
