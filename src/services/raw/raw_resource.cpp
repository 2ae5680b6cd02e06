// Resources of the author's own go through the same partition as all others: they may name logical
// ids of any stack of the blueprint, and others may name them.
#include "services/raw/raw_resource.h"

#include <algorithm>
#include <array>

#include "btsinfra/services/common.h"
#include "btsinfra/services/raw.h"

#include "cfn/schema.h"
#include "diag/ids/network.h"
#include "services/raw/free_form.h"
#include "services/raw/policy_keys.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

constexpr std::array<std::string_view, 4> deletion_policies{"Delete", "Retain",
                                                            "RetainExceptOnCreate", "Snapshot"};
constexpr std::array<std::string_view, 3> replace_policies{"Delete", "Retain", "Snapshot"};

// AWS::Service::Type, Custom::Name or Vendor::Service::Type[::MODULE].
bool is_type(std::string_view type) {
  std::size_t words = 0;
  std::size_t at = 0;
  while (true) {
    std::size_t end = type.find("::", at);
    std::string_view word = type.substr(at, end == std::string_view::npos ? end : end - at);
    bool good = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '_' || c == '@' || c == '-';
    });
    if (!good) return false;
    ++words;
    if (end == std::string_view::npos) break;
    at = end + 2;
  }
  return words >= 3 || (words == 2 && type.starts_with("Custom::"));
}

// AWS CloudFormation Template Reference, "DeletionPolicy attribute": of other types CloudFormation
// refuses `Snapshot` when the template is created.
constexpr std::array<std::string_view, 8> types_with_snapshots{
    "AWS::DocDB::DBCluster",          "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",        "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",           "AWS::Redshift::Cluster",
};

// A type that is not known here may have them, but for those that the author provides.
bool lacks_snapshots(std::string_view type) {
  return (type.starts_with("Custom::") || (type.starts_with("AWS::") && cfn::is_published(type))) &&
         std::find(types_with_snapshots.begin(), types_with_snapshots.end(), type) ==
             types_with_snapshots.end();
}

void check_policy(const Place& place, std::string_view type, const std::string& policy,
                  std::span<const std::string_view> known, const ResolvedSystem& system,
                  Diagnostics& diags) {
  if (policy == "Snapshot" && lacks_snapshots(type)) {
    diags
        .report(ids::RawPolicy, system.places().value(place),
                "{} cannot be `Snapshot`: CloudFormation takes no snapshots of {}",
                place.path.keys().back(), type)
        .help("write `Retain` to keep the resource, or `Delete`");
    return;
  }
  if (policy.empty() || std::find(known.begin(), known.end(), policy) != known.end()) return;
  std::string choices;
  for (std::string_view name : known)
    choices += (choices.empty() ? "`" : ", `") + std::string(name) + "`";
  diags
      .report(ids::RawPolicy, system.places().value(place), "CloudFormation knows no {} `{}`",
              place.path.keys().back(), policy)
      .help("choose among " + choices);
}

}  // namespace

std::optional<Attribute> RawResourceKind::attribute(const Component& /*component*/,
                                                    std::string_view name) const {
  return Attribute{.name = name,
                   .doc = "CloudFormation's attribute of that name.",
                   .meaning = fields::Meaning::Open};
}

cfn::Value RawResourceKind::value(const Component& component, std::string_view attribute,
                                  const ResolvedSystem& /*system*/) const {
  return Lowering::symbol(component, component.name, attribute == "Ref" ? "" : attribute);
}

void RawResourceKind::check(const Component& component, const ResolvedSystem& system,
                            Diagnostics& diags) const {
  const auto& raw = component.as<RawResource>();
  if (!is_type(raw.type)) {
    diags
        .report(ids::RawType, system.at(component, "Type"), "`{}` is not a type of resource",
                raw.type)
        .help("types read as AWS::SNS::Topic");
  }
  check_policies(component.place, raw.type, raw.deletion_policy, raw.update_replace_policy, system,
                 diags);
  check_policy_keys(component.place, raw.creation_policy, raw.update_policy, system, diags);
}

void check_policies(const Place& place, std::string_view type, const std::string& deletion_policy,
                    const std::string& update_replace_policy, const ResolvedSystem& system,
                    Diagnostics& diags) {
  check_policy(place / "DeletionPolicy", type, deletion_policy, deletion_policies, system, diags);
  check_policy(place / "UpdateReplacePolicy", type, update_replace_policy, replace_policies, system,
               diags);
}

void RawResourceKind::lower(const Component& component, Lowering& lowering) const {
  const auto& raw = component.as<RawResource>();
  cfn::Resource& resource =
      lowering.add(component, raw.stack.value_or(Layer::App), component.name, raw.type);
  resource.depends_on = raw.depends_on;
  resource.deletion_policy = raw.deletion_policy;
  resource.update_replace_policy = raw.update_replace_policy;
  resource.properties = map_from_free_form(component, raw.properties, lowering);
  for (const auto& [key, value] : map_from_free_form(component, raw.metadata, lowering)) {
    resource.metadata.set(key, value);
  }
  auto policy = [&](const FreeValue& value) -> std::optional<cfn::Value> {
    if (std::holds_alternative<std::monostate>(value.data)) return std::nullopt;
    return from_free_form(component, value, lowering);
  };
  resource.creation_policy = policy(raw.creation_policy);
  resource.update_policy = policy(raw.update_policy);
}

}  // namespace btsinfra
