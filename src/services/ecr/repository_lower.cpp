// Repositories, and what is copied from the registry into other regions.
//
// AWS facts this rests on:
// - An image must be there before a service that runs it can settle: repositories stand in an
//   earlier stack than services.
// - Name and encryption are create-only. A stack deletes no repository that holds images.
// - A lifecycle policy is a JSON text; rules with a lower priority number go first, and one for
//   `any` image must have the highest number.
// - A registry has one replication configuration: a second resource would overwrite it. Its rules
//   (10 at most) name repositories by how their names begin.
#include <algorithm>
#include <map>

#include "btsinfra/model/blueprint.h"

#include "services/ecr/repository.h"
#include "services/lowering.h"

namespace btsinfra {
namespace {

Layer layer_of(const Component& component) {
  return component.as<Repository>().options.stack.value_or(Layer::Storage);
}

std::string lifecycle_rule(int priority, const std::string& description,
                           const std::string& selection) {
  return R"({"rulePriority": )" + std::to_string(priority) + R"(, "description": ")" + description +
         R"(", "selection": {)" + selection + R"(}, "action": {"type": "expire"}})";
}

// Empty: everything stays.
std::string lifecycle_policy(const Repository& repository) {
  std::string rules;
  int priority = 1;
  if (repository.expire_untagged) {
    const std::string days = std::to_string(*repository.expire_untagged);
    rules += lifecycle_rule(
        priority++, "Images without tag go after " + days + " days",
        R"("tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", )"
        R"("countNumber": )" +
            days);
  }
  if (repository.keep) {
    const std::string count = std::to_string(*repository.keep);
    if (!rules.empty()) rules += ", ";
    rules += lifecycle_rule(
        priority, "The newest " + count + " images stay",
        R"("tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": )" + count);
  }
  return rules.empty() ? "" : R"({"rules": [)" + rules + "]}";
}

void lower_repository(const Component& component, Lowering& lowering) {
  const auto& repository = component.as<Repository>();
  cfn::Map properties;
  if (!repository.name.empty()) properties.set("RepositoryName", repository.name);
  properties.set("ImageTagMutability", repository.immutable ? "IMMUTABLE" : "MUTABLE");
  properties.set("ImageScanningConfiguration", cfn::Map{{"ScanOnPush", repository.scan}});
  cfn::Map encryption{{"EncryptionType", repository.key ? "KMS" : "AES256"}};
  if (repository.key) encryption.set("KmsKey", lowering.late(component, *repository.key));
  properties.set("EncryptionConfiguration", std::move(encryption));
  if (std::string policy = lifecycle_policy(repository); !policy.empty()) {
    properties.set("LifecyclePolicy", cfn::Map{{"LifecyclePolicyText", std::move(policy)}});
  }
  properties.set("Tags", lowering.tags(component, repository.options.tags,
                                       repository.name.empty() ? lowering.default_name(component)
                                                               : repository.name));
  const std::string id = repository_id(component.name);
  cfn::Resource& resource =
      lowering.add(component, layer_of(component), id, "AWS::ECR::Repository");
  resource.properties = std::move(properties);
  resource.deletion_policy = "RetainExceptOnCreate";
  resource.update_replace_policy = "Retain";
  lowering.expose({static_cast<std::uint32_t>(component.blueprint), id, "RepositoryUri"},
                  "Address of " + component.label());
}

bool is_lost(const Region& region, const ResolvedSystem& system) {
  const std::vector<Blueprint>& blueprints = system.system().blueprints;
  for (std::size_t b = 0; b < blueprints.size(); ++b) {
    if (system.lost(b) && blueprints[b].region == region) return true;
  }
  return false;
}

// What a repository is copied to, in the order of names; regions that are lost get nothing.
std::vector<Region> destinations(const Component& component, const ResolvedSystem& system) {
  std::vector<Region> regions;
  for (const std::string& entry : component.as<Repository>().replicate_to) {
    const std::optional<Region> region = replica_region(entry, system);
    if (region && !is_lost(*region, system)) regions.push_back(*region);
  }
  std::sort(regions.begin(), regions.end());
  return regions;
}

cfn::Map rule(const std::vector<Region>& regions, cfn::List filters) {
  cfn::List named;
  for (const Region& region : regions) {
    named.emplace_back(
        cfn::Map{{"Region", region.name()}, {"RegistryId", cfn::ref("AWS::AccountId")}});
  }
  return {{"Destinations", std::move(named)}, {"RepositoryFilters", std::move(filters)}};
}

// All of the blueprint's, in the stack of the first that is copied.
void lower_replication(const Component& component, Lowering& lowering) {
  std::map<std::vector<Region>, cfn::List> filters;
  for (const Component& other : lowering.system().components()) {
    if (other.blueprint != component.blueprint || other.kind != component.kind) continue;
    const std::vector<Region> regions = destinations(other, lowering.system());
    if (regions.empty()) continue;
    if (filters.empty() && other.id != component.id) return;
    filters[regions].emplace_back(
        cfn::Map{{"Filter", Lowering::symbol(other, repository_id(other.name))},
                 {"FilterType", "PREFIX_MATCH"}});
  }
  if (filters.empty()) return;
  cfn::List rules;
  for (auto& [regions, named] : filters) rules.emplace_back(rule(regions, std::move(named)));
  lowering
      .add(component, layer_of(component), "RegistryReplication",
           "AWS::ECR::ReplicationConfiguration")
      .properties = cfn::Map{{"ReplicationConfiguration", cfn::Map{{"Rules", std::move(rules)}}}};
}

}  // namespace

void RepositoryKind::lower(const Component& component, Lowering& lowering) const {
  lower_repository(component, lowering);
  if (!component.as<Repository>().replicate_to.empty()) lower_replication(component, lowering);
}

}  // namespace btsinfra
