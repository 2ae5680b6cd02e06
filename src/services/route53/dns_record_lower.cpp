// A record for each name and type.
//
// AWS facts this rests on:
// - An alias has neither TTL nor ResourceRecords; it takes the hosted zone of its target, which is
//   the service's own, not the one the record stands in.
// - Route 53 cannot evaluate the health of a distribution. Of a record that stands alone no health
//   is asked: there is no other answer to give.
// - Records of one name and type that are chosen among need an id each, of 1 to 128 characters.
// - TXT values stand in quotes, in pieces of up to 255 characters.
// - A record set takes no tags. Its TTL is a string.
#include "services/alias_target.h"
#include "services/lowering.h"
#include "services/names.h"
#include "services/route53/dns_health_check.h"
#include "services/route53/dns_record.h"
#include "services/route53/dns_record_parts.h"
#include "services/route53/hosted_zone.h"

namespace btsinfra {
namespace {

constexpr int usual_ttl = 300;

class RecordLowering {
 public:
  RecordLowering(const Component& component, Lowering& lowering)
      : component_(component),
        record_(component.as<DnsRecord>()),
        lowering_(lowering),
        zone_(*zone_of_record(component, lowering.system())) {}

  void run() {
    const std::vector<RecordType> types = types_of_record(component_, lowering_.system());
    const std::string& domain = zone_.as<HostedZone>().domain;
    for (const std::string& written : record_.names) {
      for (const RecordType type : types) {
        const std::string part = record_name_part(written, domain);
        // An address is what a record usually holds, so only other types show in the id.
        const std::string suffix =
            type == RecordType::A ? "" : upper_camel(lower_case(type_name(type)));
        lower(upper_camel(component_.name) + part + suffix + "Record", record_name(written, domain),
              type);
      }
    }
  }

 private:
  void lower(std::string id, std::string name, RecordType type) {
    const ResolvedSystem& system = lowering_.system();
    cfn::Map properties{{"HostedZoneId", zone_.kind->value(zone_, "id", system)},
                        {"Name", std::move(name)},
                        {"Type", type_name(type)}};
    const Component* target = target_of_record(component_, system);
    if (target != nullptr) {
      properties.set("AliasTarget", alias(*target));
    } else {
      properties.set("TTL", std::to_string(record_.ttl.value_or(usual_ttl)))
          .set("ResourceRecords", values(type));
    }
    routing(properties);
    const Component* check =
        system.target(component_, record_.health_check.target(), "health_checks");
    if (check != nullptr) {
      properties.set("HealthCheckId", check->kind->value(*check, "id", system));
    }
    lowering_
        .add(component_, record_.options.stack.value_or(Layer::Edge), std::move(id),
             "AWS::Route53::RecordSet")
        .properties = std::move(properties);
  }

  cfn::Value alias(const Component& target) {
    const ResolvedSystem& system = lowering_.system();
    const AliasTraits traits = alias_target(target)->alias_traits(target);
    return cfn::Map{{"DNSName", target.kind->value(target, traits.name_attribute, system)},
                    {"HostedZoneId", target.kind->value(target, "zone_id", system)},
                    {"EvaluateTargetHealth", evaluates_target(component_, system)}};
  }

  cfn::Value values(RecordType type) {
    if (const Reference* list = list_value()) return lowering_.reference(component_, *list);
    cfn::List all;
    for (const Text& value : record_.values) all.push_back(one(type, value));
    return all;
  }

  // The one value that is a list of its own, as a zone's name servers.
  [[nodiscard]] const Reference* list_value() const {
    if (record_.values.size() != 1 || record_.values.front().parts().size() != 1) return nullptr;
    const auto* reference = std::get_if<Reference>(&record_.values.front().parts().front());
    if (reference == nullptr) return nullptr;
    const auto found = lowering_.system().lookup(component_.blueprint, reference->path, "");
    const auto* target = std::get_if<ReferenceTarget>(&found);
    if (target == nullptr) return nullptr;
    const auto attribute =
        target->component->kind->attribute(*target->component, target->attribute);
    return attribute && attribute->type == fields::ValueType::List ? reference : nullptr;
  }

  cfn::Value one(RecordType type, const Text& value) {
    if (type != RecordType::Txt) return lowering_.text(component_, value);
    if (const std::string* words = value.literal()) return quoted_text(*words);
    return cfn::Text{{"\"", lowering_.text(component_, value), "\""}};
  }

  void routing(cfn::Map& properties) {
    const Policy policy = policy_of(record_);
    if (policy == Policy::Simple) return;
    const RecordRouting& chosen = *record_.routing;
    properties.set("SetIdentifier", set_identifier(component_, lowering_.system()));
    if (policy == Policy::Weighted) properties.set("Weight", *chosen.weight);
    if (policy == Policy::Latency) properties.set("Region", chosen.latency->name());
    if (policy == Policy::Failover) {
      properties.set("Failover",
                     *chosen.failover == FailoverRole::Primary ? "PRIMARY" : "SECONDARY");
    }
    if (policy == Policy::Multivalue) properties.set("MultiValueAnswer", true);
    if (policy == Policy::Location) {
      properties.set("GeoLocation", chosen.country.empty()
                                        ? cfn::Map{{"ContinentCode", chosen.continent}}
                                        : cfn::Map{{"CountryCode", chosen.country}});
    }
  }

  const Component& component_;
  const DnsRecord& record_;
  Lowering& lowering_;
  const Component& zone_;
};

}  // namespace

void DnsRecordKind::lower(const Component& component, Lowering& lowering) const {
  const auto& record = component.as<DnsRecord>();
  const Component* target = target_of_record(component, lowering.system());
  // What was refused for its zone or its target has nothing to say.
  if (zone_of_record(component, lowering.system()) == nullptr) return;
  if (record.alias && (target == nullptr || alias_target(*target) == nullptr)) return;
  RecordLowering(component, lowering).run();
}

}  // namespace btsinfra
