#include "services/rds/replica.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

namespace btsinfra {
namespace {

constexpr const char* usual_user = "dbadmin";
constexpr int usual_storage = 20;  // GiB

void inherit(Database& heir, const Database& source) {
  if (!heir.engine) heir.engine = source.engine;
  if (heir.version.empty()) heir.version = source.version;
  if (!heir.user) heir.user = source.user;
  if (heir.database.empty()) heir.database = source.database;
  if (!heir.port) heir.port = source.port;
  if (!heir.storage) heir.storage = source.storage;
  heir.encrypted = source.encrypted;
  heir.extended_support = heir.extended_support || source.extended_support;
}

}  // namespace

bool is_replica(const Database& database) {
  return !database.replica_of.empty() && !database.promoted;
}

bool made_as_replica(const Database& database) {
  return !database.replica_of.empty() || database.source_region.has_value();
}

const Component* source_of(const Component& component, const ResolvedSystem& system) {
  return system.target(component, component.as<Database>().replica_of.target(), "databases");
}

std::vector<const Component*> lineage(const Component& component, const ResolvedSystem& system) {
  std::vector<const Component*> line;
  for (const Component* one = &component; one != nullptr; one = source_of(*one, system)) {
    // A circle was reported with the references.
    if (std::find(line.begin(), line.end(), one) != line.end()) break;
    line.push_back(one);
  }
  return line;
}

Database whole_database(const Component& component, const ResolvedSystem& system) {
  Database whole = component.as<Database>();
  for (const Component* one : lineage(component, system)) {
    if (one != &component) inherit(whole, one->as<Database>());
  }
  if (!whole.user) whole.user = usual_user;
  if (!whole.storage) whole.storage = usual_storage;
  return whole;
}

std::map<std::string, EngineSetting> engine_settings(const Component& component,
                                                     const ResolvedSystem& system) {
  std::map<std::string, EngineSetting> settings;
  for (const Component* one : lineage(component, system)) {
    for (const auto& [name, value] : one->as<Database>().settings) {
      settings.try_emplace(name, EngineSetting{one, &value});
    }
  }
  return settings;
}

std::optional<Region> foreign_source_region(const Component& component,
                                            const ResolvedSystem& system) {
  const Component* source = source_of(component, system);
  const std::optional<Region> region =
      source != nullptr ? system.blueprint(*source).region : component.as<Database>().source_region;
  return region == system.region(component) ? std::nullopt : region;
}

}  // namespace btsinfra
