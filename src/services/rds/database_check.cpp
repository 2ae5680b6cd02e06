// What RDS demands of an instance beyond types and bounds: where it stands, how things are called,
// storage, windows. What depends on the engine's version is in engine_check.
#include <algorithm>
#include <array>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/database.h"
#include "btsinfra/services/network.h"

#include "diag/ids/databases.h"
#include "services/exposure.h"
#include "services/names.h"
#include "services/rds/database.h"
#include "services/rds/engine_check.h"
#include "services/rds/engine_facts.h"
#include "services/rds/replica.h"
#include "services/rds/reserved_words.h"
#include "services/storage_key.h"
#include "services/tags.h"
#include "services/time_window.h"

namespace btsinfra {
namespace {

// What a check of one database looks at.
struct Subject {
  const Component& component;
  const Database& database;  // whole
  const ResolvedSystem& system;
  Diagnostics& diags;

  [[nodiscard]] Span at(std::string_view field) const { return system.at(component, field); }
};

// ---- names -------------------------------------------------------------------------------------

constexpr std::size_t longest_identifier = 63;

void check_identifier(const Subject& subject) {
  const std::string& identifier = subject.database.identifier;
  if (identifier.empty() || is_hyphenated_name(identifier, longest_identifier)) return;
  const std::string legal = legal_hyphenated_name(identifier, longest_identifier);
  subject.diags
      .report(
          ids::DatabaseIdentifier, subject.at("identifier"),
          "RDS takes no `{}` as the name of an instance: up to {} Latin letters, digits and single "
          "hyphens, a letter first and no hyphen last",
          identifier, longest_identifier)
      .help(legal.empty() ? "write a name as `main-db`" : "write `" + legal + "`");
}

void check_sql_name(const Subject& subject, Id id, std::string_view field, const std::string& name,
                    std::size_t longest, bool reserved) {
  const std::string_view engine = engine_label(*subject.database.engine);
  if (!is_sql_name(name, longest)) {
    const std::string legal = legal_sql_name(name, longest);
    subject.diags
        .report(
            id, subject.at(field),
            "`{}` is no {} name for {}: up to {} Latin letters, digits and underscores, a letter "
            "first",
            name, field, engine, longest)
        .help(legal.empty() ? "begin with a Latin letter" : "write `" + legal + "`");
  } else if (reserved) {
    subject.diags
        .report(id, subject.at(field), "`{}` is a word that {} on RDS keeps for itself", name,
                engine)
        .help("write another one, as `" + name.substr(0, longest - 4) + "_app`");
  }
}

void check_names(const Subject& subject) {
  const Database& database = subject.database;
  const DatabaseEngine engine = *database.engine;
  check_identifier(subject);
  if (!database.replica_of.empty()) return;  // the others are its source's
  if (!database.database.empty()) {
    check_sql_name(subject, ids::DatabaseName, "database", database.database,
                   longest_database(engine), reserved_for_database(engine, database.database));
  }
  check_sql_name(subject, ids::DatabaseUser, "user", *database.user, longest_user(engine),
                 reserved_for_user(engine, *database.user));
}

// ---- place -------------------------------------------------------------------------------------

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void check_zone(const Subject& subject, const std::vector<std::string>& zones) {
  const Database& database = subject.database;
  if (database.zone.empty()) return;
  if (database.multi_az) {
    subject.diags
        .report(ids::DatabaseZoneChosen, subject.at("zone"),
                "zone `{}` is chosen for a database that stands in two zones", database.zone)
        .note(subject.at("multi_az"), "RDS places the standby, and swaps the two at will")
        .help("leave out `zone`, or `multi_az`");
    return;
  }
  if (std::find(zones.begin(), zones.end(), database.zone) == zones.end()) {
    subject.diags
        .report(ids::DatabaseZone, subject.at("zone"), "the network has no zone `{}`",
                database.zone)
        .help("its zones are " + listed(zones) + "; a zone is written as its letter");
  }
}

void check_tier(const Subject& subject, const Component& tier) {
  const bool tier_is_public = tier.as<SubnetTier>().access == Access::Public;
  if (tier_is_public == subject.database.is_public) return;
  if (tier_is_public) {
    subject.diags
        .report(ids::DatabaseTier, subject.at("subnets"),
                "a database without public address stands in public subnets")
        .note(subject.system.at(tier), "the tier is public")
        .help("take a private or isolated tier: nothing there can be reached from outside");
  } else {
    subject.diags
        .report(ids::DatabaseTier, subject.at("public"),
                "a database with a public address stands where no route leads to the internet")
        .note(subject.system.at(tier), "the tier is not public")
        .help("leave out `public`, or take a public tier");
  }
}

void check_place(const Subject& subject) {
  const ResolvedSystem& system = subject.system;
  const Component* tier =
      system.target(subject.component, subject.database.subnets.target(), "subnets");
  if (tier == nullptr || !system.blueprint(*tier).network) return;
  const std::vector<std::string>& zones = system.blueprint(*tier).network->zones;
  check_zone(subject, zones);
  check_tier(subject, *tier);
  if (zones.size() < 2) {
    subject.diags
        .report(ids::DatabaseSubnets, subject.at("subnets"),
                "RDS wants subnets in two zones or more, also of a database that stands in one")
        .note(system.at(*tier), "the tier has " + std::to_string(zones.size()))
        .help("add a zone under `network.zones` and a block for it in each tier");
  }
}

// ---- storage -----------------------------------------------------------------------------------

void check_size(const Subject& subject) {
  const Database& database = subject.database;
  const StorageFacts& facts = storage_facts(database.storage_type);
  const int storage = *database.storage;
  const bool own = subject.component.as<Database>().storage.has_value() ||
                   database.replica_of.empty();  // else it is the source's, and told there
  if (own && (storage < facts.min || storage > facts.max)) {
    subject.diags
        .report(ids::DatabaseStorage, subject.at("storage"),
                "{} GiB of `{}` storage are not possible: it goes from {} to {} GiB", storage,
                facts.name, facts.min, facts.max)
        .help(storage < facts.min ? "write at least " + std::to_string(facts.min)
                                  : "write at most " + std::to_string(facts.max));
  }
  if (!database.max_storage) return;
  if (*database.max_storage <= storage) {
    // RDS grows by a tenth and warns when it comes near the limit: from 26 % on it does not at
    // once.
    const int sensible = std::min(facts.max, storage + storage * 26 / 100 + 1);
    subject.diags
        .report(ids::DatabaseStorageLimit, subject.at("max_storage"),
                "storage of {} GiB cannot grow up to {} GiB", storage, *database.max_storage)
        .note(subject.at("storage"), "it begins with this")
        .help("write at least " + std::to_string(sensible) + ", or leave `max_storage` out");
  } else if (*database.max_storage > facts.max) {
    subject.diags
        .report(ids::DatabaseStorageLimit, subject.at("max_storage"),
                "storage of type `{}` ends at {} GiB", facts.name, facts.max)
        .help("write at most " + std::to_string(facts.max));
  }
}

// From this size on, gp3 volumes are striped, and only then their performance can be chosen.
constexpr int gp3_striped_from = 400;  // GiB

void check_performance(const Subject& subject) {
  const Database& database = subject.database;
  const StorageFacts& facts = storage_facts(database.storage_type);
  if (facts.provisioned && !database.iops) {
    subject.diags
        .report(ids::DatabaseIops, subject.at("storage_type"),
                "storage of type `{}` needs to be told its `iops`", facts.name)
        .help("add `iops:`, or take gp3, which brings 3000");
  }
  const bool is_gp3 = database.storage_type == StorageType::Gp3;
  const auto check_given = [&](std::string_view field, bool given, bool type_has_it) {
    if (!given) return;
    if (!type_has_it) {
      subject.diags
          .report(ids::DatabaseIops, subject.at(field),
                  "storage of type `{}` has no `{}` to choose", facts.name, field)
          .help("leave it out, or take gp3");
    } else if (is_gp3 && *database.storage < gp3_striped_from) {
      subject.diags
          .report(ids::DatabaseIops, subject.at(field),
                  "`{}` of gp3 storage can be chosen from {} GiB on, and there are {}", field,
                  gp3_striped_from, *database.storage)
          .note(subject.at("storage"), "the size")
          .help("leave it out: below, gp3 has 3000 IOPS and 125 MiB/s");
    }
  };
  check_given("iops", database.iops.has_value(), is_gp3 || facts.provisioned);
  check_given("throughput", database.throughput.has_value(), is_gp3);
}

// ---- windows -----------------------------------------------------------------------------------

constexpr int shortest_window = 30;  // minutes

std::optional<TimeWindow> check_window(const Subject& subject, std::string_view field,
                                       const std::string& text, std::string_view form,
                                       std::optional<TimeWindow> window) {
  if (text.empty()) return std::nullopt;
  if (!window) {
    subject.diags
        .report(ids::DatabaseWindow, subject.at(field), "`{}` is not a window of time", text)
        .help("write it in UTC, as `" + std::string(form) + "`");
    return std::nullopt;
  }
  if (window->length < shortest_window) {
    subject.diags
        .report(ids::DatabaseWindow, subject.at(field),
                "a window of {} minutes is too short: RDS wants {}", window->length,
                shortest_window)
        .help("end it later");
    return std::nullopt;
  }
  return window;
}

void check_windows(const Subject& subject) {
  const Database& database = subject.database;
  const std::optional<TimeWindow> backup =
      check_window(subject, "backup_window", database.backup_window, "18:00-18:30",
                   parse_daily_window(database.backup_window));
  const std::optional<TimeWindow> maintenance =
      check_window(subject, "maintenance_window", database.maintenance_window,
                   "sun:19:00-sun:19:30", parse_weekly_window(database.maintenance_window));
  if (!backup || !maintenance || !windows_meet(*backup, *maintenance)) return;
  subject.diags
      .report(ids::DatabaseWindowsMeet, subject.at("maintenance_window"),
              "maintenance at `{}` meets the daily backup", database.maintenance_window)
      .note(subject.at("backup_window"), "backups are made then")
      .help("move one of them, maintenance for instance to `" +
            moved_behind(*backup, *maintenance) + "`");
}

void check_monitoring(const Subject& subject) {
  constexpr std::array intervals{0, 1, 5, 10, 15, 30, 60};
  const int interval = subject.database.monitoring;
  const auto next = std::lower_bound(intervals.begin(), intervals.end(), interval);
  if (next != intervals.end() && *next == interval) return;
  subject.diags
      .report(ids::DatabaseMonitoring, subject.at("monitoring"),
              "enhanced monitoring cannot measure every {} seconds", interval)
      .help("write 1, 5, 10, 15, 30 or 60, or 0 for none");
}

}  // namespace

void DatabaseKind::check(const Component& component, const ResolvedSystem& system,
                         Diagnostics& diags) const {
  if (!check_lineage(component, system, diags)) return;
  const Database database = whole_database(component, system);
  const Subject subject{component, database, system, diags};
  check_names(subject);
  check_place(subject);
  check_exposure(component, database.allow, database_port(database),
                 {ids::DatabaseOpen, ids::DatabasePort}, system, diags);
  check_engine(component, database, system, diags);
  check_size(subject);
  check_performance(subject);
  // Whether a replica can have a key at all was judged with its source.
  const bool may_have_key = database.encrypted || !database.replica_of.empty();
  check_storage_key(component, database.key, may_have_key, ids::DatabaseKey, system, diags);
  check_windows(subject);
  check_monitoring(subject);
  check_tags(component.place / "tags", database.options.tags, system, diags);
}

}  // namespace btsinfra
