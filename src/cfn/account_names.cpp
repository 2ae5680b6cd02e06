#include "cfn/account_names.h"

#include <utility>

#include "cfn/resource_types.h"

namespace btsinfra::cfn {
namespace {

const std::string* literal(const Resource& resource, std::string_view property) {
  const Value* value = resource.properties.find(property);
  return value == nullptr ? nullptr : value->as<std::string>();
}

// Host names are told apart by neither case nor a dot at the end.
std::string host_name(const std::string& name) {
  std::string form = name;
  if (form.ends_with('.')) form.pop_back();
  for (char& c : form) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return form;
}

void add_record(const Resource& resource, std::vector<AccountName>& names) {
  const std::string* name = literal(resource, "Name");
  const std::string* zone = literal(resource, "HostedZoneId");  // else one that is made
  const std::string* type = literal(resource, "Type");
  if (name == nullptr || zone == nullptr || type == nullptr) return;
  const std::string* identifier = literal(resource, "SetIdentifier");
  std::string scope = *zone + "/" + *type;
  if (identifier != nullptr) scope += "/" + *identifier;
  names.push_back({resource.type, std::move(scope), host_name(*name), true});
}

// CloudFront User Guide, "Restrictions on using alternate domain names": one distribution of all
// accounts has it.
void add_aliases(const Resource& resource, std::vector<AccountName>& names) {
  const Value* config = resource.properties.find("DistributionConfig");
  const auto* settings = config == nullptr ? nullptr : config->as<Map>();
  const Value* aliases = settings == nullptr ? nullptr : settings->find("Aliases");
  const auto* list = aliases == nullptr ? nullptr : aliases->as<List>();
  if (list == nullptr) return;
  for (const Value& alias : *list) {
    const auto* words = alias.as<std::string>();
    if (words != nullptr) names.push_back({resource.type, "", host_name(*words), true});
  }
}

}  // namespace

const Value* physical_name(const Resource& resource) {
  const std::string_view property = physical_name_property(resource.type);
  return property.empty() ? nullptr : resource.properties.find(property);
}

std::optional<AccountName> literal_name(const Resource& resource, std::string_view region) {
  const Value* value = physical_name(resource);
  const auto* name = value == nullptr ? nullptr : value->as<std::string>();
  if (name == nullptr) return std::nullopt;
  const bool bucket = resource.type == "AWS::S3::Bucket";
  AccountName found{resource.type, std::string(region), *name, bucket};
  if (bucket || is_iam(resource.type)) found.scope.clear();
  const std::string* scope = literal(resource, "Scope");
  if (resource.type.starts_with("AWS::WAFv2::") && scope != nullptr) found.scope += "/" + *scope;
  return found;
}

std::vector<AccountName> internet_names(const Resource& resource) {
  std::vector<AccountName> names;
  if (resource.type == "AWS::Route53::HostedZone") {
    const std::string* name = literal(resource, "Name");
    // Of a public zone. There may be several of one name, of which people reach one.
    if (name != nullptr && resource.properties.find("VPCs") == nullptr) {
      names.push_back({resource.type, "", *name});
    }
  } else if (resource.type == "AWS::Route53::RecordSet") {
    add_record(resource, names);
  } else if (resource.type == "AWS::CloudFront::Distribution") {
    add_aliases(resource, names);
  }
  return names;
}

}  // namespace btsinfra::cfn
