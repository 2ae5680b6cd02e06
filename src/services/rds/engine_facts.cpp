#include "services/rds/engine_facts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "btsinfra/services/database.h"

#include "support/edit_distance.h"

namespace btsinfra {
namespace {

// ---- versions -----------------------------------------------------------------------------------

using enum DatabaseEngine;

// MySQL: user guide, "MySQL on Amazon RDS versions". PostgreSQL: release calendar of RDS for
// PostgreSQL; first minors as announced for May 2026. MariaDB: user guide, "MariaDB on Amazon RDS
// versions"; which of its minors can no longer be created is not known here.
constexpr std::array releases{
    EngineRelease{Mysql, "8.4", 3, 11, "2029-07-31", true},
    EngineRelease{Mysql, "8.0", 40, 46, "2026-07-31", true},
    EngineRelease{Mysql, "5.7", 44, 44, "2024-02-29", true},
    EngineRelease{Mariadb, "11.8", 0, 8, "2030-06-30", false},
    EngineRelease{Mariadb, "11.4", 0, 12, "2029-05-31", false},
    EngineRelease{Mariadb, "10.11", 0, 18, "2028-02-29", false},
    EngineRelease{Mariadb, "10.6", 0, 27, "2026-08-31", false},
    EngineRelease{Postgres, "18", 1, 6, "2031-02-28", true},
    EngineRelease{Postgres, "17", 5, 11, "2030-02-28", true},
    EngineRelease{Postgres, "16", 9, 15, "2029-02-28", true},
    EngineRelease{Postgres, "15", 13, 19, "2028-02-29", true},
    EngineRelease{Postgres, "14", 18, 24, "2027-02-28", true},
    EngineRelease{Postgres, "13", 18, 23, "2026-02-28", true},
    EngineRelease{Postgres, "12", 22, 22, "2025-02-28", true},
    EngineRelease{Postgres, "11", 22, 22, "2024-02-29", true},
};

// The numbers between the dots; nothing where anything else stands there.
std::optional<std::vector<int>> numbers(std::string_view text) {
  std::vector<int> found;
  while (true) {
    const std::string_view word = text.substr(0, text.find('.'));
    int number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool plain = error == std::errc{} && end == word.data() + word.size() &&
                       word.front() != '-' && (word.size() == 1 || word.front() != '0');
    if (!plain) return std::nullopt;
    found.push_back(number);
    if (word.size() == text.size()) return found;
    text.remove_prefix(word.size() + 1);
  }
}

// "-rds.20260224" behind a version in extended support: a build of RDS's own.
std::string_view without_build(std::string_view text) {
  constexpr std::string_view mark = "-rds.";
  constexpr std::size_t date = 8;
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return text;
  const std::string_view digits = text.substr(at + mark.size());
  const bool is_date =
      digits.size() == date &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_date ? text.substr(0, at) : text;
}

// ---- instance classes ---------------------------------------------------------------------------

struct ClassFamily {
  std::string_view name;
  std::string_view sizes;  // smallest first
};

constexpr std::string_view burstable = "micro small medium large xlarge 2xlarge";
constexpr std::string_view to_16xlarge = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge";
constexpr std::string_view to_24xlarge =
    "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge";
constexpr std::string_view to_32xlarge =
    "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge";
constexpr std::string_view to_48xlarge =
    "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge";

// What DescribeOrderableDBInstanceOptions gives for MySQL, MariaDB and PostgreSQL in the large
// regions, as the data of cfn-lint and cloudformation-validate repeat it.
constexpr std::array families{
    ClassFamily{"t4g", burstable},
    ClassFamily{"t3", burstable},
    ClassFamily{"m9g", to_48xlarge},
    ClassFamily{"m8g", to_48xlarge},
    ClassFamily{"m8gd", to_48xlarge},
    ClassFamily{"m7g", to_16xlarge},
    ClassFamily{"m7i", to_48xlarge},
    ClassFamily{"m6g", to_16xlarge},
    ClassFamily{"m6gd", to_16xlarge},
    ClassFamily{"m6i", to_32xlarge},
    ClassFamily{"m6id", to_32xlarge},
    ClassFamily{"m6idn", to_32xlarge},
    ClassFamily{"m6in", to_32xlarge},
    ClassFamily{"m5", to_24xlarge},
    ClassFamily{"m5d", to_24xlarge},
    ClassFamily{"r8g", to_48xlarge},
    ClassFamily{"r8gd", to_48xlarge},
    ClassFamily{"r7g", to_16xlarge},
    ClassFamily{"r7i", to_48xlarge},
    ClassFamily{"r6g", to_16xlarge},
    ClassFamily{"r6gd", to_16xlarge},
    ClassFamily{"r6i", to_32xlarge},
    ClassFamily{"r6id", to_32xlarge},
    ClassFamily{"r6idn", to_32xlarge},
    ClassFamily{"r6in", to_32xlarge},
    ClassFamily{"r5", to_24xlarge},
    ClassFamily{"r5b", to_24xlarge},
    ClassFamily{"r5d", to_24xlarge},
    ClassFamily{"x2g", to_16xlarge},
    ClassFamily{"x2idn", "16xlarge 24xlarge 32xlarge"},
    ClassFamily{"x2iedn", "xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge"},
};

// Families of which nothing new can be made, with the successor at the same kind of load.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> retired_families{{
    {"t1", "t3"},
    {"t2", "t3"},
    {"m1", "m6i"},
    {"m2", "r6i"},
    {"m3", "m6i"},
    {"m4", "m6i"},
    {"r3", "r6i"},
    {"r4", "r6i"},
    {"x1", "x2g"},
}};

// Only for instances of a Multi-AZ cluster.
constexpr std::string_view cluster_family = "c6gd";

struct RegionGaps {
  std::string_view region;
  std::string_view absent;  // families that other regions have, between blanks
};
constexpr std::array region_gaps{
    RegionGaps{"ap-northeast-2",
               " m6id m6idn m6in m8gd m9g r5b r6gd r6id r6idn r6in x2g x2idn x2iedn "},
    RegionGaps{"us-east-1", " x2idn "},
};

bool among(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const std::string_view one = words.substr(0, words.find(' '));
    if (one == word) return true;
    words.remove_prefix(std::min(words.size(), one.size() + 1));
  }
  return false;
}

const ClassFamily* find_family(std::string_view name) {
  const auto found =
      std::find_if(families.begin(), families.end(),
                   [name](const ClassFamily& family) { return family.name == name; });
  return found == families.end() ? nullptr : &*found;
}

bool in_region(std::string_view family, std::string_view region) {
  return std::none_of(region_gaps.begin(), region_gaps.end(), [&](const RegionGaps& gaps) {
    return gaps.region == region && among(gaps.absent, family);
  });
}

// The class of that size in the family, else the family's smallest.
std::string class_of(const ClassFamily& family, std::string_view size) {
  const std::string_view smallest = family.sizes.substr(0, family.sizes.find(' '));
  return "db." + std::string(family.name) + "." +
         std::string(among(family.sizes, size) ? size : smallest);
}

// The next older relative that the region has: m8gd -> m8g -> m7g; empty where there is none.
std::string regional_substitute(std::string_view family, std::string_view size,
                                std::string_view region) {
  constexpr std::array general{"m7g", "m6g", "m6i", "m5"};
  constexpr std::array memory{"r7g", "r6g", "r6i", "r5"};
  const auto& choice = family.front() == 'm' ? general : memory;
  for (const std::string_view name : choice) {
    const ClassFamily* other = find_family(name);
    if (other != nullptr && in_region(name, region) && among(other->sizes, size)) {
      return class_of(*other, size);
    }
  }
  return "";
}

// What was most likely meant by a class that does not exist.
std::string near_class(std::string_view written) {
  std::vector<std::string> all;
  for (const ClassFamily& family : families) {
    std::string_view sizes = family.sizes;
    while (!sizes.empty()) {
      const std::string_view size = sizes.substr(0, sizes.find(' '));
      all.push_back("db." + std::string(family.name) + "." + std::string(size));
      sizes.remove_prefix(std::min(sizes.size(), size.size() + 1));
    }
  }
  const std::string with_prefix = "db." + std::string(written);
  if (std::find(all.begin(), all.end(), with_prefix) != all.end()) return with_prefix;
  return nearest(written, all).value_or("");
}

// ---- logs ---------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 5> mysql_logs{"audit", "error", "general",
                                                     "iam-db-auth-error", "slowquery"};
constexpr std::array<std::string_view, 3> postgres_logs{"iam-db-auth-error", "postgresql",
                                                        "upgrade"};

}  // namespace

std::string_view engine_name(DatabaseEngine engine) {
  constexpr std::array<std::string_view, 3> names{"mysql", "mariadb", "postgres"};
  return names[static_cast<std::size_t>(engine)];
}

std::string_view engine_label(DatabaseEngine engine) {
  constexpr std::array<std::string_view, 3> labels{"MySQL", "MariaDB", "PostgreSQL"};
  return labels[static_cast<std::size_t>(engine)];
}

int default_port(DatabaseEngine engine) { return engine == Postgres ? 5432 : 3306; }

std::optional<EngineVersion> parse_engine_version(DatabaseEngine engine, std::string_view text) {
  const std::optional<std::vector<int>> parts = numbers(without_build(text));
  if (!parts) return std::nullopt;
  // Since 10, a major version of PostgreSQL is one number.
  constexpr int one_number_since = 10;
  const bool one_number = engine == Postgres && parts->front() >= one_number_since;
  const std::size_t major_size = one_number ? 1 : 2;
  if (parts->size() < major_size || parts->size() > major_size + 1) return std::nullopt;
  EngineVersion version{std::to_string(parts->front())};
  if (!one_number) version.major += "." + std::to_string((*parts)[1]);
  if (parts->size() > major_size) version.minor = parts->back();
  return version;
}

std::span<const EngineRelease> engine_releases() { return releases; }

const EngineRelease* find_release(DatabaseEngine engine, std::string_view major) {
  const auto found =
      std::find_if(releases.begin(), releases.end(), [&](const EngineRelease& release) {
        return release.engine == engine && release.major == major;
      });
  return found == releases.end() ? nullptr : &*found;
}

bool newer_than_known(DatabaseEngine engine, std::string_view major) {
  const std::optional<std::vector<int>> asked = numbers(major);
  return asked && std::none_of(releases.begin(), releases.end(), [&](const EngineRelease& release) {
           return release.engine == engine && numbers(release.major).value() >= *asked;
         });
}

std::vector<std::string> supported_majors(DatabaseEngine engine, std::string_view day) {
  std::vector<std::string> majors;
  for (const EngineRelease& release : releases) {
    if (release.engine == engine && !out_of_support(release, day))
      majors.emplace_back(release.major);
  }
  return majors;
}

// Dates of this form sort as text.
bool out_of_support(const EngineRelease& release, std::string_view day) {
  return !release.end_of_support.empty() && release.end_of_support < day;
}

std::string parameter_family(DatabaseEngine engine, const EngineVersion& version) {
  return std::string(engine_name(engine)) + version.major;
}

ClassFinding judge_class(std::string_view instance_class, std::string_view region) {
  constexpr std::string_view prefix = "db.";
  const std::size_t dot = instance_class.find('.', prefix.size());
  if (!instance_class.starts_with(prefix) || dot == std::string_view::npos) {
    return {ClassVerdict::NotAClass, near_class(instance_class)};
  }
  const std::string_view family = instance_class.substr(prefix.size(), dot - prefix.size());
  const std::string_view size = instance_class.substr(dot + 1);
  if (family == cluster_family) return {ClassVerdict::ClustersOnly, "db.t4g.medium"};
  for (const auto& [retired, successor] : retired_families) {
    if (family == retired) {
      return {ClassVerdict::Retired, class_of(*find_family(successor), size)};
    }
  }
  const ClassFamily* known = find_family(family);
  if (known == nullptr) return {ClassVerdict::UnknownFamily, near_class(instance_class)};
  if (!among(known->sizes, size)) return {ClassVerdict::UnknownSize, near_class(instance_class)};
  if (!in_region(family, region)) {
    return {ClassVerdict::NotInRegion, regional_substitute(family, size, region)};
  }
  return {};
}

// User guide, "Amazon RDS DB engine, Region, and instance class support for Performance Insights".
bool has_performance_insights(DatabaseEngine engine, std::string_view instance_class) {
  if (engine == Postgres) return true;
  return !among("db.t3.micro db.t3.small db.t4g.micro db.t4g.small", instance_class);
}

// User guide, "Amazon RDS DB instance storage".
const StorageFacts& storage_facts(StorageType type) {
  static constexpr std::array<StorageFacts, 5> facts{{
      {"gp3", 20, 65536, false},
      {"gp2", 20, 65536, false},
      {"io2", 100, 65536, true},
      {"io1", 100, 65536, true},
      {"standard", 5, 3072, false},
  }};
  return facts[static_cast<std::size_t>(type)];
}

std::span<const std::string_view> log_names(DatabaseEngine engine) {
  if (engine == Postgres) return postgres_logs;
  return mysql_logs;
}

std::size_t longest_user(DatabaseEngine engine) { return engine == Postgres ? 63 : 16; }

std::size_t longest_database(DatabaseEngine engine) { return engine == Postgres ? 63 : 64; }

}  // namespace btsinfra
