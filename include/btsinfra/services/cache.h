// ElastiCache replication groups: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

enum class CacheEngine : std::uint8_t { Redis, Valkey };

enum class TransitEncryption : std::uint8_t { Required, Preferred, None };

struct Cache {
  std::string id{};  // none: CloudFormation chooses
  CacheEngine engine = CacheEngine::Valkey;
  std::string version{};
  Late<std::string> node = "cache.t4g.micro";
  int replicas = 1;
  std::vector<std::string> zones{};  // letters; first = primary; none: AWS chooses
  bool automatic_failover = true;
  Ref<SubnetTier> subnets{};
  std::vector<AllowRule> allow{};
  int port = 6379;
  TransitEncryption transit_encryption = TransitEncryption::Required;
  bool encrypted = true;  // at rest
  int snapshots = 1;      // days kept; 0: none
  std::map<std::string, Late<std::string>> settings{};
  ComponentOptions options{};

  bool operator==(const Cache&) const = default;
};

}  // namespace btsinfra
