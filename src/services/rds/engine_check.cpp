#include "services/rds/engine_check.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/database.h"

#include "diag/ids/databases.h"
#include "services/ec2/instance.h"
#include "services/names.h"
#include "services/rds/database.h"
#include "services/rds/engine_facts.h"
#include "services/rds/replica.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

template <class Words>
std::string listed(const Words& words) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

// ---- version -----------------------------------------------------------------------------------

std::vector<std::string> majors_today(DatabaseEngine engine, const ResolvedSystem& system) {
  return supported_majors(engine, system.judged_on(engine_facts_date));
}

std::string take_supported(DatabaseEngine engine, const ResolvedSystem& system) {
  const std::vector<std::string> majors = majors_today(engine, system);
  if (majors.empty()) return "which majors are in standard support by then is not known here";
  return "majors in standard support: " + listed(majors);
}

// "8.4.3 to 8.4.11"
std::string minors(const EngineRelease& release) {
  const std::string major(release.major);
  return major + "." + std::to_string(release.first_minor) + " to " + major + "." +
         std::to_string(release.last_minor);
}

void unreadable_version(const Component& component, const Database& database,
                        const ResolvedSystem& system, Diagnostics& diags) {
  const DatabaseEngine engine = *database.engine;
  std::string help = take_supported(engine, system);
  // "8" and "8.x" stand for the newest major that begins so.
  for (const std::string& major : majors_today(engine, system)) {
    if (major.starts_with(database.version.substr(0, database.version.find('.')) + ".")) {
      help = "write \"" + major + "\"; " + help;
      break;
    }
  }
  diags
      .report(ids::DatabaseVersion, system.at(component, "version"), "`{}` is not a version of {}",
              database.version, engine_label(engine))
      .help(std::move(help));
}

void unknown_major(const Component& component, const Database& database,
                   const EngineVersion& version, const ResolvedSystem& system, Diagnostics& diags) {
  const DatabaseEngine engine = *database.engine;
  if (newer_than_known(engine, version.major)) {
    diags
        .report(ids::DatabaseVersionUnknown, system.at(component, "version"),
                "{} {} is newer than what was known on {}", engine_label(engine), version.major,
                engine_facts_date)
        .help("see that RDS offers it: `aws rds describe-db-engine-versions --engine " +
              std::string(engine_name(engine)) + "`. " + take_supported(engine, system));
    return;
  }
  diags
      .report(ids::DatabaseVersion, system.at(component, "version"), "RDS does not offer {} {}",
              engine_label(engine), version.major)
      .help(take_supported(engine, system));
}

// Whether instances of the minor are made no more, not even for those who pay.
bool is_gone(const EngineVersion& version, const EngineRelease& release) {
  return version.minor && *version.minor < release.first_minor;
}

void check_support(const Component& component, const Database& database,
                   const EngineVersion& version, const EngineRelease& release,
                   const ResolvedSystem& system, Diagnostics& diags) {
  const std::vector<std::string> majors = majors_today(*database.engine, system);
  std::string help = "take a version in standard support";
  if (!majors.empty()) help += ", as \"" + majors.front() + "\"";
  if (release.extended_support && !is_gone(version, release)) {
    help += ", or pay for RDS Extended Support with `extended_support: true`";
  }
  diags
      .report(ids::DatabaseOutOfSupport, system.at(component, "version"),
              "{} {} left RDS standard support on {}, so no new instance is made with it",
              engine_label(release.engine), release.major, release.end_of_support)
      .help(std::move(help));
}

void check_minor(const Component& component, const Database& database, const EngineVersion& version,
                 const EngineRelease& release, const ResolvedSystem& system, Diagnostics& diags) {
  if (!version.minor) return;
  if (is_gone(version, release)) {
    diags
        .report(ids::DatabaseVersion, system.at(component, "version"),
                "RDS makes no new instance with {} {}: of {} it offers {}",
                engine_label(release.engine), database.version, release.major, minors(release))
        .help("write \"" + std::string(release.major) + "\" for the default of its minors");
  } else if (*version.minor > release.last_minor) {
    diags
        .report(ids::DatabaseVersionUnknown, system.at(component, "version"),
                "{} {} is newer than what was known on {}, when {}.{} was the last",
                engine_label(release.engine), database.version, engine_facts_date, release.major,
                release.last_minor)
        .help("write \"" + std::string(release.major) + "\" for the default of its minors");
  }
}

void check_version(const Component& component, const Database& database,
                   const ResolvedSystem& system, Diagnostics& diags) {
  const DatabaseEngine engine = *database.engine;
  const std::optional<EngineVersion> version = parse_engine_version(engine, database.version);
  if (!version) {
    unreadable_version(component, database, system, diags);
    return;
  }
  const EngineRelease* release = find_release(engine, version->major);
  if (release == nullptr) {
    unknown_major(component, database, *version, system, diags);
    return;
  }
  const bool paid = database.extended_support && release->extended_support;
  if (out_of_support(*release, system.judged_on(engine_facts_date)) && !paid) {
    check_support(component, database, *version, *release, system, diags);
    return;
  }
  check_minor(component, database, *version, *release, system, diags);
}

// ---- instance class ----------------------------------------------------------------------------

std::string_view why_not(ClassVerdict verdict) {
  switch (verdict) {
    case ClassVerdict::NotAClass:
      return "is not a class of DB instances, which reads as db.t3.micro";
    case ClassVerdict::UnknownFamily:
    case ClassVerdict::UnknownSize:
      return "is not a class of DB instances that RDS is known to have";
    case ClassVerdict::Retired:
      return "is of a family of which RDS makes no new instances";
    case ClassVerdict::ClustersOnly:
      return "is for Multi-AZ clusters only";
    case ClassVerdict::NotInRegion:
    case ClassVerdict::Usable:
      break;
  }
  return "";
}

void check_one_class(const Component& component, const std::string& instance_class,
                     const ResolvedSystem& system, Diagnostics& diags) {
  const Region& region = system.region(component);
  const ClassFinding finding = judge_class(instance_class, region.name());
  if (finding.verdict == ClassVerdict::Usable) return;
  const std::string as_data = "; the data is of " + std::string(engine_facts_date) +
                              ", and `overrides` can set a newer class";
  if (finding.verdict == ClassVerdict::NotInRegion) {
    diags
        .report(ids::DatabaseClassRegion, system.at(component, "instance"),
                "RDS offers no `{}` in {} ({})", instance_class, region.name(),
                region.display_name())
        .help((finding.instead.empty() ? std::string("take a family that the region has, as db.t4g")
                                       : "write `" + finding.instead + "`") +
              as_data);
    return;
  }
  const bool mistyped = finding.verdict == ClassVerdict::NotAClass ||
                        finding.verdict == ClassVerdict::UnknownFamily ||
                        finding.verdict == ClassVerdict::UnknownSize;
  std::string help = "take a family that RDS has, as db.t4g, db.m7g or db.r7g" + as_data;
  if (!finding.instead.empty()) {
    help = mistyped ? "did you mean `" + finding.instead + "`?" : "write `" + finding.instead + "`";
  }
  diags
      .report(ids::DatabaseClass, system.at(component, "instance"), "`{}` {}", instance_class,
              why_not(finding.verdict))
      .help(std::move(help));
}

void check_insights(const Component& component, const Database& database,
                    const std::string& instance_class, const ResolvedSystem& system,
                    Diagnostics& diags) {
  if (!database.performance_insights ||
      has_performance_insights(*database.engine, instance_class)) {
    return;
  }
  diags
      .report(ids::DatabaseInsights, system.at(component, "performance_insights"),
              "Performance Insights does not run on `{}` with {}", instance_class,
              engine_label(*database.engine))
      .note(system.at(component, "instance"), "the class is named here")
      .help("take `db.t4g.medium` or a larger class, or leave `performance_insights` out");
}

void check_classes(const Component& component, const Database& database,
                   const ResolvedSystem& system, Diagnostics& diags) {
  for (const std::string& one : possible_classes(component, database.instance, system)) {
    check_one_class(component, one, system, diags);
    check_insights(component, database, one, system, diags);
  }
}

// ---- logs --------------------------------------------------------------------------------------

void check_logs(const Component& component, const Database& database, const ResolvedSystem& system,
                Diagnostics& diags) {
  const std::span<const std::string_view> known = log_names(*database.engine);
  for (std::size_t i = 0; i < database.logs.size(); ++i) {
    const std::string& log = database.logs[i];
    if (std::find(known.begin(), known.end(), log) != known.end()) continue;
    std::string help = "its logs are " + listed(known);
    if (const auto near = nearest(log, known)) help = "did you mean `" + *near + "`? " + help;
    diags
        .report(ids::DatabaseLogs, system.places().value(component.place / "logs" / i),
                "{} writes no log `{}`", engine_label(*database.engine), log)
        .help(std::move(help));
  }
}

// The setting without which nothing is written to a log of MySQL or MariaDB; empty: it is written.
std::string_view switch_of(std::string_view log) {
  if (log == "general") return "general_log";
  if (log == "slowquery") return "slow_query_log";
  return "";
}

bool is_off(const std::string& value) {
  const std::string word = lower_case(value);
  return word == "0" || word == "off";
}

// Whether the blueprint gives the instance an option group, which nothing else here does.
bool has_option_group(const Component& component, const ResolvedSystem& system) {
  const auto& overrides = system.blueprint(component).overrides;
  const auto found = overrides.find(database_id(component.name));
  if (found == overrides.end()) return false;
  const auto* properties = std::get_if<FreeMap>(&found->second.properties.data);
  return properties != nullptr &&
         std::any_of(properties->begin(), properties->end(),
                     [](const FreeEntry& entry) { return entry.key == "OptionGroupName"; });
}

// Logs that RDS would carry away, were anything written to them.
void check_empty_logs(const Component& component, const Database& database,
                      const ResolvedSystem& system, Diagnostics& diags) {
  if (database.engine == DatabaseEngine::Postgres) return;
  const std::map<std::string, EngineSetting> settings = engine_settings(component, system);
  for (std::size_t i = 0; i < database.logs.size(); ++i) {
    const std::string& log = database.logs[i];
    const Span here = system.places().value(component.place / "logs" / i);
    if (log == "audit" && !has_option_group(component, system)) {
      diags
          .report(ids::DatabaseLogEmpty, here,
                  "nothing is written to `audit` without an option group that has the audit plugin")
          .help(
              "leave it out, or write an option group under `resources` and name it in "
              "`overrides`");
      continue;
    }
    const std::string name(switch_of(log));
    if (name.empty()) continue;
    const auto found = settings.find(name);
    const std::string* value = found == settings.end() ? nullptr : found->second.value->literal();
    if (found != settings.end() && (value == nullptr || !is_off(*value))) continue;
    Report report = diags.report(ids::DatabaseLogEmpty, here,
                                 "nothing is written to `{}` while `{}` is off", log, name);
    if (found != settings.end()) {
      report.note(system.places().value(found->second.from->place / "settings" / name),
                  "it is turned off here");
    }
    report.help("write `" + name + ": \"1\"` in `settings`, or leave the log out");
  }
}

}  // namespace

void check_engine(const Component& component, const Database& database,
                  const ResolvedSystem& system, Diagnostics& diags) {
  // A version that is not its own is judged where it is said.
  if (!component.as<Database>().version.empty()) check_version(component, database, system, diags);
  check_classes(component, database, system, diags);
  check_logs(component, database, system, diags);
  check_empty_logs(component, database, system, diags);
}

}  // namespace btsinfra
