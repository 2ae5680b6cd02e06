// ElastiCache replication groups: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

enum class CacheEngine : std::uint8_t { Valkey, Redis };

enum class TransitEncryption : std::uint8_t {
  Required,   // TLS only
  Preferred,  // TLS and plain, while clients change over
  None,
};

struct Cache {
  std::string id{};  // none: CloudFormation chooses
  CacheEngine engine = CacheEngine::Valkey;
  std::string version{};  // none: 8.1 of Valkey, 7.1 of Redis
  Late<std::string> node = "cache.t4g.micro";
  int replicas = 1;
  std::vector<std::string> zones{};          // letters; first = primary; none: AWS chooses
  std::optional<bool> automatic_failover{};  // none: on where there is a replica
  Ref<SubnetTier> subnets{};
  std::vector<AllowRule> allow{};
  int port = 6379;
  TransitEncryption transit_encryption = TransitEncryption::Required;
  bool encrypted = true;                   // at rest
  std::optional<Late<std::string>> key{};  // ARN, id or alias; none: ElastiCache's own
  int snapshots = 1;                       // days kept; 0: none
  std::string snapshot_window{};
  std::string maintenance_window{};
  bool minor_upgrades = true;
  ByName<Late<std::string>> settings{};  // of a parameter group of its own
  ComponentOptions options{};

  bool operator==(const Cache&) const = default;
};

}  // namespace btsinfra
