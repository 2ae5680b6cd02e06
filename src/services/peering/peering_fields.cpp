// The field table of `peerings`.
#include <algorithm>

#include "btsinfra/services/peering.h"

#include "diag/ids/reading.h"
#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<NetworkOf>();
template <>
const Type& type_of<PeerNetwork>();

namespace {

std::optional<Fault> parse_network_of(NetworkOf& out, const ScalarInput& input) {
  const std::string_view text = input.text;
  const bool name = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!name) {
    return Fault{ids::BadReferenceSyntax,
                 "`" + std::string(text) + "` is not the name of a blueprint",
                 "write the bare name of another blueprint of the system, as `virginia`; for a "
                 "network that is not of the system write `{vpc_id: …, region: …, cidrs: […]}`"};
  }
  out = NetworkOf(std::string(text));
  return std::nullopt;
}

constexpr Field peer_fields[] = {
    field<&PeerNetwork::blueprint>("blueprint",
                                   "The blueprint of this system whose network it is."),
    field<&PeerNetwork::vpc_id>("vpc_id", "Id of a VPC that is not of this system."),
    field<&PeerNetwork::region>("region", "The region of that VPC."),
    field<&PeerNetwork::cidrs>("cidrs",
                               "The blocks of that VPC that routes lead to: all that it has, or "
                               "those of the subnets that are to be reached.")
        .within(0, 50),
    field<&PeerNetwork::account>("account", "The account of that VPC, in quotes.")
        .without("the account that is deployed to"),
    field<&PeerNetwork::role>("role",
                              "ARN of a role in that account that this one may take on and that "
                              "may accept the request (ec2:AcceptVpcPeeringConnection)."),
};

constexpr Field peering_fields[] = {
    field<&Peering::with>(
        "with",
        "The other network: the name of a blueprint of this system, or a VPC that "
        "is not of the system."),
    field<&Peering::tiers>("tiers", "Tiers of this network whose route tables lead to the other.")
        .within(0, 20)
        .without("the private tiers"),
    field<&Peering::peer_tiers>("peer_tiers",
                                "Tiers of the other blueprint's network whose route tables lead to "
                                "this one.")
        .within(0, 20)
        .without("the private tiers"),
    field<&Peering::name>("name", "Name tag of the connection.")
        .within(1, 256)
        .without("`<system>-<blueprint>-<name>`"),
    field<&Peering::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<NetworkOf>() {
  static const Type type = [] {
    Type described;
    described.name = "name of a blueprint";
    described.json_type = "string";
    described.pattern = "^[a-z0-9-]+$";
    described.parse = [](void* out, const ScalarInput& input) {
      return parse_network_of(*static_cast<NetworkOf*>(out), input);
    };
    described.print = [](const void* value) {
      return static_cast<const NetworkOf*>(value)->blueprint();
    };
    described.is_set = [](const void* value) {
      return !static_cast<const NetworkOf*>(value)->empty();
    };
    described.references = [](const void* value, FunctionRef<void(const ReferenceUse&)> visit) {
      const auto& network = *static_cast<const NetworkOf*>(value);
      if (network.empty()) return;
      visit({.reference = &network.target(),
             .bare_kind = "network",
             .component = true,
             .exact_kind = true});
    };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<PeerNetwork>() {
  static const Type type = [] {
    Type described = record<PeerNetwork>("the other network",
                                         "The network at the other end of a peering.", peer_fields);
    described.shorthand = [](void* network, const ScalarInput& input) {
      return parse_network_of(static_cast<PeerNetwork*>(network)->blueprint, input);
    };
    described.shorthand_type = &type_of<NetworkOf>();
    return described;
  }();
  return type;
}

template <>
const Type& type_of<Peering>() {
  static const Type type = record<Peering>(
      "a peering", "A VPC peering connection with the routes of both sides.", peering_fields);
  return type;
}

}  // namespace btsinfra::fields
