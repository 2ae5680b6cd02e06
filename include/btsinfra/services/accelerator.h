// Fixed addresses in front of several regions: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

enum class AcceleratorProtocol : std::uint8_t { Tcp, Udp };

enum class ClientAffinity : std::uint8_t { None, SourceIp };

enum class AddressType : std::uint8_t { Ipv4, DualStack };

enum class EndpointCheckProtocol : std::uint8_t { Tcp, Http, Https };

// What stands behind: the ARN of a load balancer, or a component. The first: nothing yet, which no
// endpoint may stay.
using EndpointTarget = std::variant<std::monostate, std::string, AnyRef>;

struct AcceleratorEndpoint {
  EndpointTarget target;        // always given: a compiler warns where it is left out
  std::optional<int> weight{};  // none: the group's
  bool preserve_client_ip = true;

  bool operator==(const AcceleratorEndpoint&) const = default;
};

struct PortOverride {
  int from = 0;  // of the accelerator
  int to = 0;    // of the endpoints

  bool operator==(const PortOverride&) const = default;
};

// How endpoints that are not judged by a load balancer are found to be well.
struct EndpointCheck {
  EndpointCheckProtocol protocol = EndpointCheckProtocol::Tcp;
  std::optional<int> port{};  // none: the listener's
  std::string path = "/";
  int interval = 30;  // seconds
  int threshold = 3;  // checks in a row

  bool operator==(const EndpointCheck&) const = default;
};

// The endpoints of one region.
struct EndpointGroup {
  std::vector<AcceleratorEndpoint> endpoints{};
  int dial = 100;    // percent of what would come here
  int weight = 128;  // among the endpoints of the group
  std::optional<EndpointCheck> health_check{};
  std::vector<PortOverride> port_overrides{};

  bool operator==(const EndpointGroup&) const = default;
};

struct Accelerator {
  std::string name{};  // none: "<system>-<blueprint>-<component>"
  bool enabled = true;
  std::vector<PortRange> ports{};
  AcceleratorProtocol protocol = AcceleratorProtocol::Tcp;
  ClientAffinity affinity = ClientAffinity::None;
  AddressType ip_type = AddressType::Ipv4;
  ByName<EndpointGroup> groups{};
  ComponentOptions options{};

  bool operator==(const Accelerator&) const = default;
};

}  // namespace btsinfra
