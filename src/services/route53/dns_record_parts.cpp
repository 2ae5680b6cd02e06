#include "services/route53/dns_record_parts.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "services/alias_target.h"
#include "services/domain_names.h"
#include "services/kind.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

constexpr std::string_view apex = "@";

std::string_view last_label(std::string_view name) { return name.substr(name.rfind('.') + 1); }

// The part before the domain; empty for the domain itself. A name outside of it, which the check
// refuses, is left whole.
std::string within_domain(std::string_view written, std::string_view domain) {
  std::string name = record_name(written, domain);
  const std::string outer = domain_form(domain);
  if (name == outer) return "";
  if (!lies_under(name, outer)) return name;
  name.resize(name.size() - outer.size() - 1);
  return name;
}

}  // namespace

std::string_view type_name(RecordType type) {
  constexpr std::string_view names[] = {"A",  "AAAA", "CNAME", "TXT", "MX",
                                        "NS", "CAA",  "SRV",   "PTR"};
  return names[static_cast<std::size_t>(type)];
}

std::string record_name(std::string_view written, std::string_view domain) {
  if (written == apex) return domain_form(domain);
  if (written.ends_with('.') || lies_under(written, domain)) return domain_form(written);
  return domain_form(written) + "." + domain_form(domain);
}

std::optional<std::string> record_name_fault(std::string_view written, std::string_view domain) {
  if (written == apex) return std::nullopt;
  const std::string name = record_name(written, domain);
  const std::string_view rest = without_wildcard(name);
  if (rest.find('*') != std::string_view::npos) {
    return "`*` stands for whole labels at the beginning only";
  }
  return domain_fault(rest, Underscores::Admitted);
}

bool is_outside(std::string_view written, std::string_view domain) {
  if (written == apex || lies_under(written, domain)) return false;
  if (written.ends_with('.')) return true;
  const std::string name = domain_form(written);
  return name.find('.') != std::string::npos && last_label(name) == last_label(domain_form(domain));
}

std::string record_name_part(std::string_view written, std::string_view domain) {
  std::string name = within_domain(written, domain);
  if (name.empty()) return "Apex";
  std::string part;
  if (name.front() == '*') {
    part = "Wildcard";
    name.erase(0, 1);
  }
  std::replace(name.begin(), name.end(), '.', '-');
  return part + upper_camel(name);
}

const Component* zone_of_record(const Component& record, const ResolvedSystem& system) {
  const Component* zone =
      system.target(record, record.as<DnsRecord>().zone.target(), "hosted_zones");
  return zone == nullptr || zone->tainted ? nullptr : zone;
}

const Component* target_of_record(const Component& record, const ResolvedSystem& system) {
  const auto& alias = record.as<DnsRecord>().alias;
  if (!alias) return nullptr;
  const Component* target = system.target(record, alias->target);
  return target == nullptr || target->tainted ? nullptr : target;
}

std::vector<RecordType> types_of_record(const Component& record, const ResolvedSystem& system) {
  const auto& settings = record.as<DnsRecord>();
  if (!settings.types.empty() || !settings.alias) return settings.types;
  const Component* target = target_of_record(record, system);
  const AliasTarget* aliased = target == nullptr ? nullptr : alias_target(*target);
  if (aliased != nullptr && aliased->alias_traits(*target).ipv6) {
    return {RecordType::A, RecordType::Aaaa};
  }
  return {RecordType::A};
}

bool evaluates_target(const Component& record, const ResolvedSystem& system) {
  const auto& settings = record.as<DnsRecord>();
  if (settings.evaluate_target_health) return *settings.evaluate_target_health;
  const Component* target = target_of_record(record, system);
  const AliasTarget* aliased = target == nullptr ? nullptr : alias_target(*target);
  return settings.routing && aliased != nullptr && aliased->alias_traits(*target).judged;
}

std::string_view policy_name(Policy policy) {
  constexpr std::string_view names[] = {"simple",   "weight",     "latency",
                                        "failover", "multivalue", "country or continent"};
  return names[static_cast<std::size_t>(policy)];
}

std::vector<Policy> policies(const RecordRouting& routing) {
  std::vector<Policy> given;
  if (routing.weight) given.push_back(Policy::Weighted);
  if (routing.latency) given.push_back(Policy::Latency);
  if (routing.failover) given.push_back(Policy::Failover);
  if (routing.multivalue) given.push_back(Policy::Multivalue);
  if (!routing.country.empty() || !routing.continent.empty()) given.push_back(Policy::Location);
  return given;
}

Policy policy_of(const DnsRecord& record) {
  if (!record.routing) return Policy::Simple;
  const std::vector<Policy> given = policies(*record.routing);
  return given.empty() ? Policy::Simple : given.front();
}

std::string set_identifier(const Component& record, const ResolvedSystem& system) {
  const auto& routing = record.as<DnsRecord>().routing;
  if (routing && !routing->id.empty()) return routing->id;
  return system.blueprint(record).name + "-" + record.name;
}

}  // namespace btsinfra
