// What ECR demands of repositories and of the registry that holds them.
#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/containers.h"
#include "services/ecr/repository.h"
#include "services/storage_key.h"
#include "services/tags.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

void check_name(const Component& component, const std::string& name, const ResolvedSystem& system,
                Diagnostics& diags) {
  if (name.empty() || is_repository_name(name)) return;
  const std::string proposed = proposed_repository_name(name);
  diags
      .report(ids::RepositoryName, system.at(component, "name"),
              "`{}` cannot be the name of a repository", name)
      .help((proposed.empty() ? "" : "write `" + proposed + "`: ") +
            "names have 2 to 256 characters, lower-case Latin letters and digits with single `.`, "
            "`_`, `/` or hyphens between them");
}

std::optional<std::string> near_region(const std::string& entry, const ResolvedSystem& system) {
  std::vector<std::string_view> names;
  for (const RegionFacts& facts : region_table) names.push_back(facts.name);
  for (const Blueprint& blueprint : system.system().blueprints) names.push_back(blueprint.name);
  return nearest(entry, names);
}

void check_copies(const Component& component, const Repository& repository,
                  const ResolvedSystem& system, Diagnostics& diags) {
  std::vector<Region> seen;
  for (std::size_t i = 0; i < repository.replicate_to.size(); ++i) {
    const std::string& entry = repository.replicate_to[i];
    const Span here = system.places().value(component.place / "replicate_to" / i);
    const std::optional<Region> region = replica_region(entry, system);
    if (!region) {
      const std::optional<std::string> near = near_region(entry, system);
      diags.report(ids::RepositoryReplica, here, "`{}` is neither a region nor a blueprint", entry)
          .help(near ? did_you_mean(*near) : "write a region as us-east-1, or a blueprint's name");
      continue;
    }
    if (*region == system.region(component)) {
      diags
          .report(ids::RepositoryReplica, here, "the repository itself stands in `{}`",
                  region->name())
          .help("name other regions only");
    } else if (std::find(seen.begin(), seen.end(), *region) != seen.end()) {
      diags.report(ids::RepositoryReplica, here, "`{}` is named twice", region->name())
          .help("name each region once");
    }
    seen.push_back(*region);
  }
}

// The first repository, in the order of the blueprints, that is copied out of that region.
const Component* first_copied(const Region& region, const ResolvedSystem& system) {
  for (const Component& other : system.components()) {
    if (other.kind->key() != "repositories" || other.as<Repository>().replicate_to.empty() ||
        system.blueprint(other).region != region) {
      continue;
    }
    return &other;
  }
  return nullptr;
}

// A registry has one replication configuration, and a resource of one stack holds all of it.
void check_registry(const Component& component, const Repository& repository,
                    const ResolvedSystem& system, Diagnostics& diags) {
  if (repository.replicate_to.empty()) return;
  const Component* first = first_copied(system.region(component), system);
  if (first == nullptr || first->blueprint == component.blueprint) return;
  diags
      .report(ids::RegistryReplication, system.at(component, "replicate_to"),
              "blueprint `{}` replicates repositories of `{}` already, and the registry of a "
              "region has one configuration",
              system.blueprint(*first).name, system.region(component).name())
      .note(system.at(*first, "replicate_to"), "the first is here")
      .help("declare all repositories of the region that are replicated in one blueprint");
}

}  // namespace

void RepositoryKind::check(const Component& component, const ResolvedSystem& system,
                           Diagnostics& diags) const {
  const auto& repository = component.as<Repository>();
  check_name(component, repository.name, system, diags);
  check_storage_key(component, repository.key, true, ids::RepositoryKey, system, diags);
  check_copies(component, repository, system, diags);
  check_registry(component, repository, system, diags);
  check_tags(component.place / "tags", repository.options.tags, system, diags);
}

}  // namespace btsinfra
