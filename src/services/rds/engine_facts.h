// What RDS offers, as data: engine versions, instance classes, storage, logs, reserved words.
//
// Data ages. Everything here was true on `engine_facts_date`, and each table says where it is from;
// a version or class that is newer than the data is AWS's to judge.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/services/database.h"

namespace btsinfra {

inline constexpr std::string_view engine_facts_date = "2026-09-30";

// "mysql", as RDS writes it, and "MySQL", as people do.
[[nodiscard]] std::string_view engine_name(DatabaseEngine engine);
[[nodiscard]] std::string_view engine_label(DatabaseEngine engine);
[[nodiscard]] int default_port(DatabaseEngine engine);

// ---- versions -----------------------------------------------------------------------------------

// A version as written: "8.4", "8.4.9", "17", "13.23-rds.20260224".
struct EngineVersion {
  std::string major;           // "8.4", "17"
  std::optional<int> minor{};  // none: RDS chooses
};

// Nothing where the text cannot be a version of that engine.
[[nodiscard]] std::optional<EngineVersion> parse_engine_version(DatabaseEngine engine,
                                                                std::string_view text);

// One major version.
struct EngineRelease {
  DatabaseEngine engine{};
  std::string_view major;
  int first_minor = 0;              // the lowest that can still be created; 0: not known
  int last_minor = 0;               // the newest known
  std::string_view end_of_support;  // of RDS standard support, "2029-07-31"; empty: not announced
  bool extended_support = false;    // can be had for longer, at a price
};

// Newest first.
[[nodiscard]] std::span<const EngineRelease> engine_releases();
// nullptr for a major version that is not in the table.
[[nodiscard]] const EngineRelease* find_release(DatabaseEngine engine, std::string_view major);
// Whether the major version is newer than all in the table.
[[nodiscard]] bool newer_than_known(DatabaseEngine engine, std::string_view major);
// The majors that are in standard support on that day ("2026-09-30"), newest first.
[[nodiscard]] std::vector<std::string> supported_majors(DatabaseEngine engine,
                                                        std::string_view day);
[[nodiscard]] bool out_of_support(const EngineRelease& release, std::string_view day);

// The family of its parameter groups: "mysql8.4", "postgres17".
[[nodiscard]] std::string parameter_family(DatabaseEngine engine, const EngineVersion& version);

// ---- instance classes ---------------------------------------------------------------------------

enum class ClassVerdict : std::uint8_t {
  Usable,
  NotAClass,  // not db.<family>.<size>
  UnknownFamily,
  UnknownSize,   // the family has no such size
  Retired,       // no new instance can have it
  ClustersOnly,  // for Aurora or Multi-AZ clusters
  NotInRegion,
};

struct ClassFinding {
  ClassVerdict verdict = ClassVerdict::Usable;
  std::string instead;  // a class that can be had; empty: none comes to mind
};

// The current majors of all three engines run on the same classes. Regions that are not in the data
// are not judged: whatever the families admit is usable there.
[[nodiscard]] ClassFinding judge_class(std::string_view instance_class, std::string_view region);
// Whether Performance Insights runs on the class under that engine.
[[nodiscard]] bool has_performance_insights(DatabaseEngine engine, std::string_view instance_class);

// ---- storage, logs, names -----------------------------------------------------------------------

struct StorageFacts {
  std::string_view name;
  int min = 0;  // GiB
  int max = 0;
  bool provisioned = false;  // IOPS must be given
};
[[nodiscard]] const StorageFacts& storage_facts(StorageType type);

// The logs that can go to CloudWatch Logs.
[[nodiscard]] std::span<const std::string_view> log_names(DatabaseEngine engine);

// Longest name of a master user, and of a database.
[[nodiscard]] std::size_t longest_user(DatabaseEngine engine);
[[nodiscard]] std::size_t longest_database(DatabaseEngine engine);

}  // namespace btsinfra
