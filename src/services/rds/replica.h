// Read replicas: what a database has from the one it replicates.
//
// Three things are told apart:
//   a database        neither `replica_of` nor `source_region`
//   a replica         `replica_of`, not promoted: it follows its source
//   a promoted one    `replica_of` or `source_region`, promoted: on its own, but in
//   CloudFormation's
//                     eyes still the instance that was made as a replica
#pragma once

#include <map>
#include <string>
#include <vector>

#include "btsinfra/services/database.h"

#include "services/kind.h"
#include "services/resolved.h"

namespace btsinfra {

[[nodiscard]] bool is_replica(const Database& database);
// Whether its instance was made as a replica: RDS took over what it is, so that CloudFormation must
// never be told.
[[nodiscard]] bool made_as_replica(const Database& database);

// The database that `replica_of` names; nullptr where there is none.
[[nodiscard]] const Component* source_of(const Component& component, const ResolvedSystem& system);
// The component, its source, the source's source and so on.
[[nodiscard]] std::vector<const Component*> lineage(const Component& component,
                                                    const ResolvedSystem& system);

// The settings with what is not said taken from the nearest source that says it: engine, version,
// user, database, port, storage, encryption; and with defaults for user and storage. `settings` are
// its own. The engine is still missing where a source was refused.
[[nodiscard]] Database whole_database(const Component& component, const ResolvedSystem& system);

// One parameter of the engine, with the component that says it: references are meant there.
struct EngineSetting {
  const Component* from = nullptr;
  const Late<std::string>* value = nullptr;
};
// The parameters of its group: those of its sources, its own on top.
[[nodiscard]] std::map<std::string, EngineSetting> engine_settings(const Component& component,
                                                                   const ResolvedSystem& system);

// The region of what it replicates or once replicated; nothing where that is its own, or it never
// did.
[[nodiscard]] std::optional<Region> foreign_source_region(const Component& component,
                                                          const ResolvedSystem& system);

// What RDS demands of replicas and of what they replicate. False: so much is wrong or missing that
// nothing else about the database can be judged.
[[nodiscard]] bool check_lineage(const Component& component, const ResolvedSystem& system,
                                 Diagnostics& diags);

}  // namespace btsinfra
