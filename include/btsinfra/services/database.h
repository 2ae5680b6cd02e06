// RDS instances: settings.
#pragma once

#include "btsinfra/services/common.h"
#include "btsinfra/types/region.h"

namespace btsinfra {

enum class DatabaseEngine : std::uint8_t { Mysql, Mariadb, Postgres };

enum class StorageType : std::uint8_t { Gp3, Gp2, Io2, Io1, Standard };

// A read replica says less: what it has from its source (see rds/replica.h).
struct Database {
  Ref<Database> replica_of{};
  bool promoted = false;                  // a replica once, now on its own
  std::optional<Region> source_region{};  // of a promoted one whose source is described no more
  std::optional<DatabaseEngine> engine{};
  std::string version{};     // "8.4" or "8.4.9"
  std::string identifier{};  // none: CloudFormation chooses
  Late<std::string> instance = "db.t3.micro";
  std::optional<int> storage{};  // GiB; none: 20
  StorageType storage_type = StorageType::Gp3;
  std::optional<int> iops{};
  std::optional<int> throughput{};   // MiB/s
  std::optional<int> max_storage{};  // GiB; storage autoscaling
  bool multi_az = false;
  std::string zone{};                 // letter; only without multi_az
  std::string database{};             // created with the instance; none: none is
  std::optional<std::string> user{};  // none: dbadmin, not `admin`, which attackers try first
  bool managed_password = false;      // kept and rotated by RDS
  std::optional<int> port{};          // none: the engine's own
  Ref<SubnetTier> subnets{};
  bool is_public = false;
  std::vector<AllowRule> allow{};
  bool encrypted = true;
  std::optional<Late<std::string>> key{};  // ARN, id or alias; none: alias/aws/rds
  bool iam_authentication = true;
  int backups = 7;  // days; 0: none
  std::string backup_window{};
  std::string maintenance_window{};
  bool minor_upgrades = true;
  bool major_upgrades = false;
  bool extended_support = false;         // paid, for a version out of support
  ByName<Late<std::string>> settings{};  // of its parameter group
  int monitoring = 60;                   // seconds; 0: none
  bool performance_insights = false;
  std::vector<std::string> logs{};
  bool deletion_protection = true;
  ComponentOptions options{};

  bool operator==(const Database&) const = default;
};

}  // namespace btsinfra
