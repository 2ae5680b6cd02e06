// What a record may be called and hold. Schemas take any of it.
#include <algorithm>
#include <array>
#include <set>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/dns.h"
#include "services/alias_target.h"
#include "services/domain_names.h"
#include "services/kind.h"
#include "services/route53/dns_record.h"
#include "services/route53/dns_record_parts.h"
#include "services/route53/hosted_zone.h"

namespace btsinfra {
namespace {

class RecordCheck {
 public:
  RecordCheck(const Component& component, const ResolvedSystem& system, Diagnostics& diags)
      : component_(component),
        record_(component.as<DnsRecord>()),
        system_(system),
        diags_(diags),
        zone_(zone_of_record(component, system)) {}

  void run() {
    if (zone_ == nullptr) return;
    if (!check_zone_use(component_, component_.place / "zone", *zone_, system_, diags_)) return;
    const std::size_t errors = diags_.error_count();
    names();
    content();
    check_routing(component_, system_, diags_);
    // Names and types that were refused would only be refused again beside others.
    if (diags_.error_count() > errors) return;
    check_conflicts(component_, system_, diags_);
    check_served(component_, system_, diags_);
  }

 private:
  [[nodiscard]] Span item(std::string_view field, std::size_t index) const {
    return system_.places().value(component_.place / field / index);
  }
  [[nodiscard]] bool is_type(RecordType type) const {
    return std::find(record_.types.begin(), record_.types.end(), type) != record_.types.end();
  }

  void names() {
    for (std::size_t i = 0; i < record_.names.size(); ++i) {
      name(record_.names[i], item("names", i));
    }
  }

  void name(const std::string& written, const Span& here) {
    const std::string& domain = zone_->as<HostedZone>().domain;
    const std::string shown = domain_form(domain);
    if (is_outside(written, domain)) {
      diags_.report(ids::RecordOutsideZone, here, "`{}` does not lie under `{}`", written, shown)
          .note(system_.at(*zone_, "domain"), "the zone's domain")
          .help("write a name within the zone, as `www` for www." + shown +
                ", or name another zone");
      return;
    }
    if (const auto fault = record_name_fault(written, domain)) {
      diags_
          .report(ids::RecordName, here, "`{}` cannot be the name of a record: {}", written, *fault)
          .help("write `www`, `*` for any name that has no record, or \"@\" for " + shown +
                " itself");
      return;
    }
    const std::string full = record_name(written, domain);
    if (full == shown) apex(here, shown);
    if (full.front() == '*' && is_type(RecordType::Ns)) {
      diags_
          .report(ids::RecordName, here, "`{}` cannot have NS records: a wildcard is not delegated",
                  full)
          .help("delegate each name by its own");
    }
  }

  void apex(const Span& here, const std::string& domain) {
    if (is_type(RecordType::Cname)) {
      diags_
          .report(ids::CnameAlone, here,
                  "`{}` cannot have a CNAME: it has the NS and SOA records of the zone", domain)
          .help("write an `alias`, which the zone's own name may have");
    }
    if (is_type(RecordType::Ns)) {
      diags_
          .report(ids::RecordTwice, here,
                  "`{}` has its NS records already: the zone makes them itself", domain)
          .help("take them out; NS records delegate names within the zone");
    }
  }

  void content() {
    if (record_.alias.has_value() == !record_.values.empty()) {
      diags_
          .report(ids::RecordContent,
                  record_.alias ? system_.at(component_, "values") : system_.at(component_),
                  "record `{}` {}", component_.name,
                  record_.alias ? "has an alias and values" : "says nothing of what it holds")
          .help("give either `alias`, a component that answers, or `values`");
      return;
    }
    if (!record_.options.tags.empty()) {
      diags_.report(ids::RecordContent, system_.at(component_, "tags"), "records take no tags")
          .help("take `tags` out; a zone and a health check may have some");
    }
    if (record_.alias) {
      alias();
    } else {
      plain();
    }
  }

  void alias() {
    const Component* target = target_of_record(component_, system_);
    if (target == nullptr) return;
    const AliasTarget* aliased = alias_target(*target);
    if (aliased == nullptr) {
      diags_
          .report(ids::RecordTarget, system_.at(component_, "alias"),
                  "`{}` is {}, which no name can be an alias of", record_.alias->target.path,
                  with_article(target->kind->noun()))
          .note(system_.at(*target), "it is declared here")
          .help("name a load balancer, an accelerator or a distribution, or write `values`");
      return;
    }
    const AliasTraits traits = aliased->alias_traits(*target);
    alias_types(*target, traits);
    if (record_.ttl) {
      diags_
          .report(ids::RecordContent, system_.at(component_, "ttl"),
                  "an alias has the TTL of its target")
          .note(system_.at(component_, "alias"), "it is an alias")
          .help("take `ttl` out");
    }
    if (record_.evaluate_target_health == true && !traits.judged) {
      diags_
          .report(ids::TargetHealthUnknown, system_.at(component_, "evaluate_target_health"),
                  "the health of {} cannot be evaluated: `{}` has none that Route 53 sees",
                  with_article(target->kind->noun()), target->label())
          .help("take it out; `health_check` asks the site itself");
    }
  }

  void alias_types(const Component& target, const AliasTraits& traits) {
    std::set<RecordType> seen;
    for (std::size_t i = 0; i < record_.types.size(); ++i) {
      const RecordType type = record_.types[i];
      if (!seen.insert(type).second) {
        type_twice(i);
      } else if (type != RecordType::A && type != RecordType::Aaaa) {
        diags_
            .report(ids::RecordTypes, item("types", i),
                    "an alias of `{}` gives addresses: A or AAAA, not {}", target.label(),
                    type_name(type))
            .help("leave `types` out for all that it has");
      } else if (type == RecordType::Aaaa && !traits.ipv6) {
        diags_
            .report(ids::RecordTypes, item("types", i),
                    "`{}` has no IPv6 addresses for AAAA records", target.label())
            .note(system_.at(target), "it is declared here")
            .help("leave `types` out for all that it has: A");
      }
    }
  }

  void type_twice(std::size_t index) {
    diags_
        .report(ids::RecordTypes, item("types", index), "{} stands twice",
                type_name(record_.types[index]))
        .help("take one of them out");
  }

  void plain() {
    if (record_.evaluate_target_health) {
      diags_
          .report(ids::RecordContent, system_.at(component_, "evaluate_target_health"),
                  "only an alias has a target whose health could be evaluated")
          .help("take it out, or give `alias` instead of `values`");
    }
    if (record_.types.size() != 1) {
      diags_
          .report(ids::RecordTypes, system_.at(component_, "types"), "record `{}` {}",
                  component_.name,
                  record_.types.empty() ? "does not say of which type its values are"
                                        : "has values, which cannot be of several types")
          .help("write one type, as `types: [A]`");
      return;
    }
    const RecordType type = record_.types.front();
    if (type == RecordType::Cname && record_.values.size() > 1) {
      diags_.report(ids::CnameAlone, item("values", 1), "a CNAME has one value")
          .help("keep one of them, or make several records and choose among them with `routing`");
    }
    std::set<std::string> seen;
    for (std::size_t i = 0; i < record_.values.size(); ++i) value(type, i, seen);
  }

  void value(RecordType type, std::size_t index, std::set<std::string>& seen) {
    const Text& text = record_.values[index];
    const std::string* words = text.literal();
    if (words == nullptr) {
      if (!named_fits(type, index)) return;
      if (record_.values.size() > 1 && names_list(text)) {
        diags_
            .report(ids::RecordValue, item("values", index),
                    "a list of values cannot stand beside others")
            .help("give a record for it alone");
      }
      return;
    }
    if (const auto fault = value_fault(type, *words)) {
      diags_
          .report(ids::RecordValue, item("values", index), "`{}` is not what {} record holds: {}",
                  *words, article(type), *fault)
          .help("write " + std::string(value_form(type)));
    } else if (!seen.insert(*words).second) {
      diags_.report(ids::RecordValue, item("values", index), "`{}` stands twice", *words)
          .help("take one of them out");
    }
  }

  // What a reference is known to give is judged before the deployment gives it.
  bool named_fits(RecordType type, std::size_t index) {
    if (type == RecordType::Txt) return true;
    const bool address = type == RecordType::A || type == RecordType::Aaaa;
    for (const Text::Part& part : record_.values[index].parts()) {
      const auto* reference = std::get_if<Reference>(&part);
      if (reference == nullptr) continue;
      const auto found = system_.lookup(component_.blueprint, reference->path, "");
      const auto* target = std::get_if<ReferenceTarget>(&found);
      if (target == nullptr || target->component->tainted) continue;
      const Component& named = *target->component;
      const std::optional<Attribute> attribute = target->described();
      if (!attribute) continue;
      const bool arn = attribute->type == fields::ValueType::Arn;
      if (!arn && !(address && is_host(attribute->name))) continue;
      std::string help = "write " + std::string(value_form(type));
      if (alias_target(named) != nullptr) {
        help = "name the component itself: `alias: " + without_attribute(reference->path, *target) +
               "` instead of `values`";
      } else if (!arn) {
        help = "write `types: [CNAME]`";
      }
      diags_
          .report(ids::RecordValue, item("values", index),
                  "`{}` is not what {} record holds: it is {}", reference->path, article(type),
                  arn ? "an ARN" : "the name of a host")
          .help(std::move(help));
      return false;
    }
    return true;
  }

  // Attributes of whatever kind whose value names hosts.
  static bool is_host(std::string_view attribute) {
    constexpr std::array<std::string_view, 8> hosts{
        "dns_name", "dual_stack_dns_name", "endpoint", "domain_name",
        "domain",   "name_servers",        "address",  "reader_address"};
    return std::find(hosts.begin(), hosts.end(), attribute) != hosts.end();
  }

  static std::string without_attribute(std::string path, const ReferenceTarget& target) {
    const std::string end = "." + target.attribute;
    if (!target.attribute.empty() && path.ends_with(end)) path.resize(path.size() - end.size());
    return path;
  }

  static std::string article(RecordType type) {
    const std::string name(type_name(type));
    const bool vowel = name.front() == 'A' || name == "MX" || name == "NS" || name == "SRV";
    return (vowel ? "an " : "a ") + name;
  }

  [[nodiscard]] bool names_list(const Text& text) const {
    for (const Text::Part& part : text.parts()) {
      const auto* reference = std::get_if<Reference>(&part);
      if (reference == nullptr) continue;
      const auto found = system_.lookup(component_.blueprint, reference->path, "");
      const auto* target = std::get_if<ReferenceTarget>(&found);
      if (target == nullptr) continue;
      const auto attribute =
          target->component->kind->attribute(*target->component, target->attribute);
      if (attribute && attribute->type == fields::ValueType::List) return true;
    }
    return false;
  }

  const Component& component_;
  const DnsRecord& record_;
  const ResolvedSystem& system_;
  Diagnostics& diags_;
  const Component* zone_;
};

}  // namespace

void DnsRecordKind::check(const Component& component, const ResolvedSystem& system,
                          Diagnostics& diags) const {
  RecordCheck(component, system, diags).run();
}

}  // namespace btsinfra
