// The field tables of `network` and of the tiers inside it.
#include "btsinfra/services/network.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<Access>();
template <>
const Type& type_of<Nat>();
template <>
const Type& type_of<GatewayEndpoint>();
template <>
const Type& type_of<FlowLogTraffic>();
template <>
const Type& type_of<FlowLogs>();

namespace {

struct AccessNames {
  static constexpr std::string_view names[] = {"public", "private", "isolated"};
};
struct NatNames {
  static constexpr std::string_view names[] = {"none", "single", "per-zone", "instance"};
};
struct EndpointNames {
  static constexpr std::string_view names[] = {"s3", "dynamodb"};
};
struct TrafficNames {
  static constexpr std::string_view names[] = {"all", "accept", "reject"};
};

constexpr Field subnet_fields[] = {
    field<&SubnetTier::access>(
        "access",
        "`public`: routed to the internet gateway, with public addresses; "
        "`private`: reaches out through NAT, if there is any; `isolated`: no "
        "way out."),
    field<&SubnetTier::cidrs>("cidrs",
                              "Address blocks, one for each zone, in the order of `zones`.")
        .within(0, 16),
    field<&SubnetTier::size>(
        "size",
        "Instead of `cidrs`: the prefix length wanted. Blocks are found in the "
        "VPC and kept in the lock file.")
        .within(16, 28),
    field<&SubnetTier::tags>("tags", "Tags of its own, beside those of the blueprint."),
};

constexpr Field flow_log_fields[] = {
    field<&FlowLogs::traffic>("traffic", "Which connections to record."),
    field<&FlowLogs::retention>("retention", "How long records are kept.")
        .unit("days")
        .within(1, 3653),
};

constexpr Field network_fields[] = {
    field<&Network::name>("name", "Name tag of the VPC.")
        .within(1, 256)
        .without("`<system>-<blueprint>`"),
    field<&Network::internet_gateway>("internet_gateway", "Name tag of the internet gateway.")
        .within(1, 256)
        .without("`<system>-<blueprint>`"),
    field<&Network::cidr>("cidr", "Address block of the VPC, from /16 to /28.").required(),
    field<&Network::zones>("zones", "Letters of the availability zones to use.")
        .required()
        .within(1, 6),
    field<&Network::subnets>("subnets", "Tiers of subnets by name; a tier has one in each zone.")
        .required(),
    field<&Network::nat>(
        "nat",
        "The way out of private subnets: a NAT gateway `per-zone`, a `single` one for "
        "all zones, NAT on an `instance`, or `none`."),
    field<&Network::nat_instance>("nat_instance", "Instance class where `nat` is `instance`.")
        .means(Meaning::InstanceClass),
    field<&Network::endpoints>(
        "endpoints",
        "Gateway endpoints in the private and isolated route tables; they cost "
        "nothing and save NAT.")
        .within(0, 2),
    field<&Network::flow_logs>("flow_logs", "Record connections in CloudWatch Logs.")
        .without("none"),
    field<&Network::on_premises>(
        "on_premises",
        "Address blocks in use elsewhere (a data centre, an office), never "
        "overlapped by anything.")
        .within(0, 50),
    field<&Network::tags>("tags", "Tags of its own, beside those of the blueprint."),
};

}  // namespace

template <>
const Type& type_of<Access>() {
  static const Type type = describe_choice<Access, AccessNames>("access");
  return type;
}
template <>
const Type& type_of<Nat>() {
  static const Type type = describe_choice<Nat, NatNames>("way out");
  return type;
}
template <>
const Type& type_of<GatewayEndpoint>() {
  static const Type type = describe_choice<GatewayEndpoint, EndpointNames>("gateway endpoint");
  return type;
}
template <>
const Type& type_of<FlowLogTraffic>() {
  static const Type type = describe_choice<FlowLogTraffic, TrafficNames>("traffic");
  return type;
}
template <>
const Type& type_of<FlowLogs>() {
  static const Type type =
      record<FlowLogs>("flow logs", "VPC flow logs into CloudWatch Logs.", flow_log_fields);
  return type;
}
template <>
const Type& type_of<SubnetTier>() {
  static const Type type = record<SubnetTier>(
      "a subnet tier", "Subnets of one purpose, one in each zone of the network.", subnet_fields);
  return type;
}
template <>
const Type& type_of<Network>() {
  static const Type type =
      record<Network>("a network", "The VPC with its subnets and ways out.", network_fields);
  return type;
}

}  // namespace btsinfra::fields
