// The field tables of accelerators.
#include "btsinfra/services/accelerator.h"

#include "diag/ids/reading.h"
#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<AcceleratorProtocol>();
template <>
const Type& type_of<ClientAffinity>();
template <>
const Type& type_of<AddressType>();
template <>
const Type& type_of<EndpointCheckProtocol>();
template <>
const Type& type_of<EndpointTarget>();
template <>
const Type& type_of<AcceleratorEndpoint>();
template <>
const Type& type_of<PortOverride>();
template <>
const Type& type_of<EndpointCheck>();
template <>
const Type& type_of<EndpointGroup>();
template <>
inline constexpr NameForm name_form_of<EndpointGroup> = NameForm::Component;

namespace {

struct ProtocolNames {
  static constexpr std::string_view names[] = {"tcp", "udp"};
};
struct AffinityNames {
  static constexpr std::string_view names[] = {"none", "source-ip"};
};
struct AddressTypeNames {
  static constexpr std::string_view names[] = {"ipv4", "dual-stack"};
};
struct CheckProtocolNames {
  static constexpr std::string_view names[] = {"tcp", "http", "https"};
};

std::optional<Fault> parse_endpoint(EndpointTarget& out, const ScalarInput& input) {
  if (input.text.starts_with("arn:")) {
    out = std::string(input.text);
    return std::nullopt;
  }
  AnyRef reference;
  if (auto fault = type_of<AnyRef>().parse(&reference, input)) return fault;
  if (input.text.find('.') == std::string_view::npos) {
    return Fault{ids::BadReferenceSyntax,
                 "`" + std::string(input.text) + "` does not say what stands behind",
                 "write a component as `load_balancers." + std::string(input.text) +
                     "`, with its blueprint before it where that is another, or an ARN"};
  }
  out = reference;
  return std::nullopt;
}

// Bounds: API reference of Global Accelerator, CreateListener and CreateEndpointGroup.
constexpr Field endpoint_fields[] = {
    field<&AcceleratorEndpoint::target>(
        "target", "A component, as `seoul.load_balancers.web`, or the ARN of a load balancer.")
        .required(),
    field<&AcceleratorEndpoint::weight>("weight",
                                        "Share of what comes to the group, beside the others'.")
        .within(0, 255)
        .without("the group's"),
    field<&AcceleratorEndpoint::preserve_client_ip>(
        "preserve_client_ip",
        "Whether the endpoint sees the addresses of clients, not the accelerator's."),
};

constexpr Field override_fields[] = {
    field<&PortOverride::from>("from", "Port of the accelerator.").within(1, 65535).required(),
    field<&PortOverride::to>("to", "Port of the endpoints.").within(1, 65535).required(),
};

constexpr Field check_fields[] = {
    field<&EndpointCheck::protocol>("protocol", "What is spoken."),
    field<&EndpointCheck::port>("port", "Port.").within(1, 65535).without("the accelerator's"),
    field<&EndpointCheck::path>("path", "Path to ask for, with `http` and `https`.")
        .unit("characters")
        .within(1, 255),
    field<&EndpointCheck::interval>("interval", "Time from one check to the next: 10 or 30.")
        .unit("seconds")
        .within(10, 30),
    field<&EndpointCheck::threshold>("threshold", "Checks in a row that change its state.")
        .within(1, 10),
};

constexpr Field group_fields[] = {
    field<&EndpointGroup::endpoints>(
        "endpoints", "What stands behind in this region: components, or ARNs of load balancers.")
        .within(1, 10)
        .required(),
    field<&EndpointGroup::dial>("dial", "How much of what would come to this region comes.")
        .unit("percent")
        .within(0, 100),
    field<&EndpointGroup::weight>("weight", "Of each endpoint that gives none of its own.")
        .within(0, 255),
    field<&EndpointGroup::health_check>("health_check",
                                        "For endpoints that no load balancer judges.")
        .without("the target groups of load balancers decide"),
    field<&EndpointGroup::port_overrides>("port_overrides",
                                          "Ports on which the endpoints serve something else.")
        .within(0, 10),
};

constexpr Field accelerator_fields[] = {
    field<&Accelerator::name>("name", "Name: up to 64 Latin letters, digits and hyphens.")
        .without("`<system>-<blueprint>-<name>`"),
    field<&Accelerator::enabled>("enabled", "Whether it takes connections."),
    field<&Accelerator::ports>("ports", "Ports or ranges (`8000-8100`) on which it listens.")
        .within(1, 10)
        .required(),
    field<&Accelerator::protocol>("protocol", "What is carried; load balancers take `tcp` only."),
    field<&Accelerator::affinity>(
        "affinity", "`source-ip`: the same client always comes to the same endpoint."),
    field<&Accelerator::ip_type>("ip_type", "Whether it has IPv6 addresses too."),
    field<&Accelerator::groups>(
        "groups", "One group for each region, which follows from where its endpoints stand.")
        .required(),
    field<&Accelerator::options>("options", "").among_own(),
};

using Visit = FunctionRef<void(const ReferenceUse&)>;

}  // namespace

template <>
const Type& type_of<AcceleratorProtocol>() {
  static const Type type = describe_choice<AcceleratorProtocol, ProtocolNames>("protocol");
  return type;
}
template <>
const Type& type_of<ClientAffinity>() {
  static const Type type = describe_choice<ClientAffinity, AffinityNames>("affinity");
  return type;
}
template <>
const Type& type_of<AddressType>() {
  static const Type type = describe_choice<AddressType, AddressTypeNames>("type of addresses");
  return type;
}
template <>
const Type& type_of<EndpointCheckProtocol>() {
  static const Type type = describe_choice<EndpointCheckProtocol, CheckProtocolNames>("protocol");
  return type;
}
template <>
const Type& type_of<EndpointTarget>() {
  static const Type type = [] {
    Type described;
    described.name = "endpoint";
    described.json_type = "string";
    described.parse = [](void* out, const ScalarInput& input) {
      return parse_endpoint(*static_cast<EndpointTarget*>(out), input);
    };
    described.print = [](const void* value) -> std::string {
      const auto& target = *static_cast<const EndpointTarget*>(value);
      if (const auto* arn = std::get_if<std::string>(&target)) return *arn;
      const auto* reference = std::get_if<AnyRef>(&target);
      return reference == nullptr ? "" : reference->target.path;
    };
    described.is_set = [](const void* value) {
      return !std::holds_alternative<std::monostate>(*static_cast<const EndpointTarget*>(value));
    };
    described.references = [](const void* value, Visit visit) {
      if (const auto* reference = std::get_if<AnyRef>(static_cast<const EndpointTarget*>(value))) {
        visit({.reference = &reference->target, .component = true});
      }
    };
    return described;
  }();
  return type;
}
template <>
const Type& type_of<AcceleratorEndpoint>() {
  static const Type type = [] {
    Type described = record<AcceleratorEndpoint>("an endpoint", "What an accelerator leads to.",
                                                 endpoint_fields);
    described.shorthand = [](void* endpoint, const ScalarInput& input) {
      return parse_endpoint(static_cast<AcceleratorEndpoint*>(endpoint)->target, input);
    };
    described.shorthand_type = &type_of<EndpointTarget>();
    return described;
  }();
  return type;
}
template <>
const Type& type_of<PortOverride>() {
  static const Type type = record<PortOverride>(
      "a port override", "A port on which the endpoints serve another.", override_fields);
  return type;
}
template <>
const Type& type_of<EndpointCheck>() {
  static const Type type = record<EndpointCheck>(
      "an endpoint health check", "How endpoints are found to be well.", check_fields);
  return type;
}
template <>
const Type& type_of<EndpointGroup>() {
  static const Type type = record<EndpointGroup>(
      "an endpoint group", "What an accelerator leads to in one region.", group_fields);
  return type;
}
template <>
const Type& type_of<Accelerator>() {
  static const Type type = record<Accelerator>(
      "an accelerator", "A Global Accelerator with its listeners and endpoint groups.",
      accelerator_fields);
  return type;
}

}  // namespace btsinfra::fields
