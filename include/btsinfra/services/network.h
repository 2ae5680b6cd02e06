// VPC, subnets, routes, NAT, endpoints, flow logs: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

enum class Access : std::uint8_t {
  Public,    // a route to the internet gateway, public addresses
  Private,   // the way out is NAT, if there is any
  Isolated,  // no way out
};

enum class Nat : std::uint8_t { None, Single, PerZone, Instance };

enum class GatewayEndpoint : std::uint8_t { S3, DynamoDb };

enum class FlowLogTraffic : std::uint8_t { All, Accept, Reject };

// One subnet in each zone of the network.
struct SubnetTier {
  Access access = Access::Private;
  std::vector<Cidr> cidrs{};  // one for each zone, in the order of `zones`
  std::optional<int> size{};  // instead of cidrs: prefix length asked for
  Tags tags{};

  bool operator==(const SubnetTier&) const = default;
};

struct FlowLogs {
  FlowLogTraffic traffic = FlowLogTraffic::All;
  int retention = 365;  // days

  bool operator==(const FlowLogs&) const = default;
};

struct Network {
  Text name{};              // the VPC's Name tag
  Text internet_gateway{};  // that gateway's Name tag
  std::optional<Cidr> cidr{};
  std::vector<std::string> zones{};  // letters
  ByName<SubnetTier> subnets{};
  Nat nat = Nat::PerZone;
  Late<std::string> nat_instance = "t4g.nano";  // class, where nat is `instance`
  std::vector<GatewayEndpoint> endpoints{GatewayEndpoint::S3};
  std::optional<FlowLogs> flow_logs{};
  std::vector<Cidr> on_premises{};
  Tags tags{};

  bool operator==(const Network&) const = default;
};

}  // namespace btsinfra
