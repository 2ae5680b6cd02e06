// Accelerator, listener and endpoint groups.
//
// AWS facts this rests on:
// - The types can be declared in a stack of any region; endpoints are named by ARN, whatever region
//   they stand in, and a group says which.
// - ListenerArn and EndpointGroupRegion are create-only: a group's logical id follows its key in
// the
//   blueprint, so that one group goes without touching another.
// - An endpoint's weight is 100 where a template leaves it out and 128 everywhere else, so it is
//   always written. So is whether it sees the addresses of clients.
// - The endpoints' load balancers judge their own targets; the group's health check is for others.
//   HealthCheckPort is left out rather than -1, which the API refuses.
#include "services/globalaccelerator/accelerator.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

class AcceleratorLowering {
 public:
  AcceleratorLowering(const Component& component, Lowering& lowering)
      : component_(component),
        accelerator_(component.as<Accelerator>()),
        lowering_(lowering),
        layer_(accelerator_.options.stack.value_or(Layer::Edge)) {}

  void run() {
    accelerator();
    listener();
    for (const auto& [name, settings] : accelerator_.groups) group(name, settings);
  }

 private:
  [[nodiscard]] std::string id() const { return accelerator_id(component_.name); }
  [[nodiscard]] std::string listener_id() const { return id() + "Listener"; }

  void accelerator() {
    const std::string name = accelerator_name(component_, lowering_.system());
    const bool dual = accelerator_.ip_type == AddressType::DualStack;
    lowering_.add(component_, layer_, id(), "AWS::GlobalAccelerator::Accelerator").properties =
        cfn::Map{{"Name", name},
                 {"Enabled", accelerator_.enabled},
                 {"IpAddressType", dual ? "DUAL_STACK" : "IPV4"},
                 {"Tags", lowering_.tags(component_, accelerator_.options.tags, name)}};
    const auto blueprint = static_cast<std::uint32_t>(component_.blueprint);
    lowering_.expose({blueprint, id(), "DnsName"}, "Name of " + component_.label());
    lowering_.expose({blueprint, id(), "Ipv4Addresses"},
                     "Fixed addresses of " + component_.label());
  }

  void listener() {
    cfn::List ranges;
    for (const PortRange& range : accelerator_.ports) {
      ranges.emplace_back(cfn::Map{{"FromPort", int{range.first}}, {"ToPort", int{range.last}}});
    }
    const bool tcp = accelerator_.protocol == AcceleratorProtocol::Tcp;
    const bool source_ip = accelerator_.affinity == ClientAffinity::SourceIp;
    lowering_.add(component_, layer_, listener_id(), "AWS::GlobalAccelerator::Listener")
        .properties = cfn::Map{{"AcceleratorArn", Lowering::symbol(component_, id())},
                               {"Protocol", tcp ? "TCP" : "UDP"},
                               {"PortRanges", std::move(ranges)},
                               {"ClientAffinity", source_ip ? "SOURCE_IP" : "NONE"}};
  }

  void group(const std::string& name, const EndpointGroup& settings) {
    const ResolvedSystem& system = lowering_.system();
    const std::optional<Region> region =
        endpoint_region(component_, settings.endpoints.front(), system);
    if (!region) return;  // reported
    cfn::Map properties{{"ListenerArn", Lowering::symbol(component_, listener_id())},
                        {"EndpointGroupRegion", region->name()},
                        {"TrafficDialPercentage", settings.dial}};
    if (settings.health_check) health_check(*settings.health_check, properties);
    if (!settings.port_overrides.empty()) {
      cfn::List overrides;
      for (const PortOverride& port : settings.port_overrides) {
        overrides.emplace_back(cfn::Map{{"ListenerPort", port.from}, {"EndpointPort", port.to}});
      }
      properties.set("PortOverrides", std::move(overrides));
    }
    properties.set("EndpointConfigurations", endpoints(settings));
    lowering_
        .add(component_, layer_, id() + upper_camel(name) + "Group",
             "AWS::GlobalAccelerator::EndpointGroup")
        .properties = std::move(properties);
  }

  static void health_check(const EndpointCheck& check, cfn::Map& properties) {
    constexpr std::string_view protocols[] = {"TCP", "HTTP", "HTTPS"};
    properties.set("HealthCheckProtocol", protocols[static_cast<std::size_t>(check.protocol)]);
    if (check.port) properties.set("HealthCheckPort", *check.port);
    if (check.protocol != EndpointCheckProtocol::Tcp) {
      properties.set("HealthCheckPath", check.path);
    }
    properties.set("HealthCheckIntervalSeconds", check.interval)
        .set("ThresholdCount", check.threshold);
  }

  [[nodiscard]] cfn::List endpoints(const EndpointGroup& group) const {
    cfn::List all;
    for (const AcceleratorEndpoint& endpoint : group.endpoints) {
      all.emplace_back(cfn::Map{{"EndpointId", endpoint_id(endpoint)},
                                {"Weight", endpoint.weight.value_or(group.weight)},
                                {"ClientIPPreservationEnabled", endpoint.preserve_client_ip}});
    }
    return all;
  }

  [[nodiscard]] cfn::Value endpoint_id(const AcceleratorEndpoint& endpoint) const {
    if (const auto* arn = std::get_if<std::string>(&endpoint.target)) return *arn;
    const ResolvedSystem& system = lowering_.system();
    const Component* named = endpoint_component(component_, endpoint, system);
    const bool has_arn = named != nullptr && named->kind->attribute(*named, "arn");
    return has_arn ? named->kind->value(*named, "arn", system) : cfn::Value("");
  }

  const Component& component_;
  const Accelerator& accelerator_;
  Lowering& lowering_;
  Layer layer_;
};

}  // namespace

void AcceleratorKind::lower(const Component& component, Lowering& lowering) const {
  AcceleratorLowering(component, lowering).run();
}

}  // namespace btsinfra
