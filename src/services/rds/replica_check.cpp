// AWS facts this rests on (Amazon RDS User Guide, "Working with DB instance read replicas", and the
// provider of AWS::RDS::DBInstance):
// - A replica takes over what its source is. CloudFormation refuses user, password and encryption
//   beside a source, and engine, name, storage and backups make the creation fail or change things
//   behind it.
// - The source makes backups; its password is not managed by RDS (only SQL Server can be read
//   replicated then); a replica makes no backups, so nothing can be replicated from it.
// - Keys do not cross regions: an encrypted replica in another region needs one of that region; in
//   the same region it has the source's. What is not encrypted has no encrypted replica.
// - A source has up to 15 replicas.
#include <algorithm>
#include <array>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/reading.h"
#include "diag/ids/replicas.h"
#include "services/rds/replica.h"

namespace btsinfra {
namespace {

// What a check of one database that is or was a replica looks at.
struct Subject {
  const Component& component;
  const Database& database;
  const ResolvedSystem& system;
  Diagnostics& diags;

  [[nodiscard]] Span at(std::string_view field) const { return system.at(component, field); }
  [[nodiscard]] std::string label() const { return component.label(); }
};

// ---- what it must and must not say -------------------------------------------------------------

void missing(const Subject& subject, std::string_view field, const std::string& help) {
  subject.diags
      .report(ids::MissingField, subject.system.at(subject.component), "a database needs `{}`",
              field)
      .help("add `" + std::string(field) + ":` here. " + help);
}

// Without a source to take them from.
bool check_own_engine(const Subject& subject) {
  const Database& database = subject.database;
  if (!database.engine) {
    missing(subject, "engine", "What runs on it: mysql, mariadb or postgres.");
  }
  if (database.version.empty()) {
    missing(subject, "version", "Version of the engine, as \"8.4\".");
  }
  return database.engine && !database.version.empty();
}

// A field that says what only the source decides.
struct TakenOver {
  std::string_view field;
  bool (*given)(const Database&);
  bool once_promoted = false;  // then it is the replica's own matter
};

constexpr std::array taken_over{
    TakenOver{"engine", [](const Database& d) { return d.engine.has_value(); }},
    TakenOver{"version", [](const Database& d) { return !d.version.empty(); }, true},
    TakenOver{"storage", [](const Database& d) { return d.storage.has_value(); }, true},
    TakenOver{"database", [](const Database& d) { return !d.database.empty(); }},
    TakenOver{"user", [](const Database& d) { return d.user.has_value(); }},
    TakenOver{"managed_password", [](const Database& d) { return d.managed_password; }},
    TakenOver{"encrypted", [](const Database& d) { return !d.encrypted; }},
    TakenOver{"major_upgrades", [](const Database& d) { return d.major_upgrades; }, true},
    TakenOver{"extended_support", [](const Database& d) { return d.extended_support; }},
};

void check_taken_over(const Subject& subject) {
  for (const TakenOver& one : taken_over) {
    if (!one.given(subject.database)) continue;
    if (subject.database.promoted && one.once_promoted) continue;
    subject.diags
        .report(ids::ReplicaField, subject.at(one.field),
                "a replica has its `{}` from its source{}", one.field,
                one.once_promoted ? " until it is promoted" : ", and keeps it when promoted")
        .note(subject.at("replica_of"), "it is a replica")
        .help("leave it out");
  }
}

// `promoted` and `source_region` without `replica_of`.
bool check_history(const Subject& subject) {
  const Database& database = subject.database;
  const bool names_source = !database.replica_of.empty();
  if (names_source && database.source_region) {
    subject.diags
        .report(ids::ReplicaHistory, subject.at("source_region"),
                "`replica_of` says already of which region the source is")
        .note(subject.at("replica_of"), "it is named here")
        .help("leave out `source_region`");
    return false;
  }
  if (!names_source && database.promoted && !database.source_region) {
    subject.diags
        .report(ids::ReplicaHistory, subject.at("promoted"),
                "only a replica can be promoted, and nothing tells what this one replicated")
        .help(
            "add `replica_of:`, which stays after the promotion; or, if that database is no more "
            "among the blueprints, its region as `source_region:`");
    return false;
  }
  if (database.source_region && !database.promoted) {
    subject.diags
        .report(ids::ReplicaHistory, subject.at("source_region"),
                "`source_region` tells where a promoted replica came from, and this one is not "
                "promoted")
        .help("add `promoted: true`, or name a source under `replica_of`");
    return false;
  }
  return true;
}

// ---- what the source must be -------------------------------------------------------------------

bool check_lost(const Subject& subject, const Component& source) {
  if (!subject.system.lost(source.blueprint)) return true;
  subject.diags
      .report(ids::ReplicaSourceLost, subject.at("replica_of"),
              "`{}` replicates `{}`, which this state of the system has lost", subject.label(),
              subject.database.replica_of.target().path)
      .note(subject.system.at(source), "the source")
      .help("promote it in the scenario: `" + subject.label() + ".promoted: true`");
  return false;
}

// Somewhere the line must end at a database that says what it is.
bool check_no_circle(const Subject& subject) {
  const std::vector<const Component*> line = lineage(subject.component, subject.system);
  if (source_of(*line.back(), subject.system) == nullptr) return true;
  // Told at those that follow, who are at fault more likely than what was promoted.
  const bool others_follow = std::any_of(line.begin(), line.end(), [](const Component* one) {
    return is_replica(one->as<Database>());
  });
  if (others_follow && !is_replica(subject.database)) return false;
  std::vector<std::string> labels;
  for (const Component* one : line) labels.push_back(one->label());
  subject.diags
      .report(ids::ReplicaOfReplica, subject.at("replica_of"),
              "databases replicate each other in a circle: {}", circle_text(labels))
      .help("let one of them be no replica: it says its `engine` and `version`");
  return false;
}

bool check_first_hand(const Subject& subject, const Component& source) {
  const auto& from = source.as<Database>();
  if (!is_replica(from)) return true;
  const Component& root = *lineage(source, subject.system).back();
  subject.diags
      .report(ids::ReplicaOfReplica, subject.at("replica_of"),
              "`{}` is a replica itself, and nothing can be replicated from one",
              subject.database.replica_of.target().path)
      .note(subject.system.at(source, "replica_of"), "it replicates this")
      .help("replicate `" + root.label() +
            "` itself; a replica makes no backups, which replication needs, until it is promoted");
  return false;
}

void check_source(const Subject& subject, const Component& source) {
  const auto& from = source.as<Database>();
  if (from.managed_password) {
    subject.diags
        .report(ids::ReplicaManagedPassword, subject.at("replica_of"),
                "`{}` cannot have a replica: RDS keeps its password",
                subject.database.replica_of.target().path)
        .note(subject.system.at(source, "managed_password"), "it is told to here")
        .help(
            "leave out `managed_password: true` there: the password then stands in a secret of "
            "the stack");
  }
  if (from.backups == 0) {
    subject.diags
        .report(ids::ReplicaSourceBackups, subject.at("replica_of"),
                "`{}` cannot have a replica: it makes no backups",
                subject.database.replica_of.target().path)
        .note(subject.system.at(source, "backups"), "they are turned off here")
        .help("write `backups: 1` there, or more");
  }
}

constexpr std::size_t most_replicas = 15;

void check_count(const Subject& subject, const Component& source) {
  std::size_t before = 0;
  for (const Component& other : subject.system.components()) {
    if (other.id >= subject.component.id) break;
    if (other.kind != subject.component.kind || other.tainted) continue;
    const bool follows = is_replica(other.as<Database>()) && !subject.system.lost(other.blueprint);
    if (follows && source_of(other, subject.system) == &source) ++before;
  }
  if (before < most_replicas) return;
  subject.diags
      .report(ids::ReplicaCount, subject.at("replica_of"),
              "`{}` would have {} replicas, and RDS makes up to {} of one database",
              subject.database.replica_of.target().path, before + 1, most_replicas)
      .note(subject.system.at(source), "the source")
      .help("leave one out");
}

// ---- encryption, settings ----------------------------------------------------------------------

void check_key(const Subject& subject, const Component& source) {
  const Component& root = *lineage(source, subject.system).back();
  const bool encrypted = root.as<Database>().encrypted;
  const Region& region = subject.system.region(subject.component);
  const Region& from = subject.system.region(source);
  if (!encrypted) {
    if (!subject.database.key) return;
    subject.diags
        .report(ids::ReplicaKey, subject.at("key"),
                "a key is named for a replica of what is not encrypted")
        .note(subject.system.at(root, "encrypted"), "encryption is turned off here")
        .help("leave out `key`: a replica is encrypted if its source is");
  } else if (region == from) {
    if (!subject.database.key) return;
    subject.diags
        .report(ids::ReplicaKey, subject.at("key"),
                "a replica in the region of its source is encrypted with the source's key")
        .note(subject.system.at(source), "the source")
        .help("leave out `key`");
  } else if (!subject.database.key) {
    subject.diags
        .report(ids::ReplicaKey, subject.at("replica_of"),
                "a replica in {} of an encrypted database in {} needs a `key` of {}: keys never "
                "leave their region",
                region.name(), from.name(), region.name())
        .note(subject.system.at(source), "the source")
        .help(
            "add `keys: {database: {}}` to the blueprint and `key: \"${{ keys.database.arn }}\"` "
            "here");
  }
}

// What a source's setting refers to need not exist where the replica stands.
void check_settings(const Subject& subject) {
  for (const auto& [name, setting] : engine_settings(subject.component, subject.system)) {
    if (setting.from->blueprint == subject.component.blueprint) continue;
    if (setting.value->reference() == nullptr) continue;
    subject.diags
        .report(ids::ReplicaSetting, subject.at("replica_of"),
                "the replica takes over the setting `{}`, whose value is known in `{}` only", name,
                subject.system.blueprint(*setting.from).name)
        .note(subject.system.places().value(setting.from->place / "settings" / name),
              "it is set here")
        .help("write it under `settings` of `" + subject.label() + "` too");
  }
}

}  // namespace

bool check_lineage(const Component& component, const ResolvedSystem& system, Diagnostics& diags) {
  const Subject subject{component, component.as<Database>(), system, diags};
  if (!check_history(subject)) return false;
  const Component* source = source_of(component, system);
  if (source == nullptr) return check_own_engine(subject);

  if (!check_no_circle(subject)) return false;
  const Database whole = whole_database(component, system);
  if (!whole.engine || whole.version.empty()) return false;  // reported at the source
  check_taken_over(subject);
  check_key(subject, *source);
  check_settings(subject);
  if (subject.database.promoted) return true;  // whatever becomes of the source
  if (!check_lost(subject, *source)) return true;
  if (check_first_hand(subject, *source)) check_source(subject, *source);
  check_count(subject, *source);
  return true;
}

}  // namespace btsinfra
