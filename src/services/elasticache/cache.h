// The kind `caches`: ElastiCache replication groups of Valkey and Redis in one shard, each with its
// subnet group, security group and, where it has settings, parameter group.
#pragma once

#include <string>

#include "btsinfra/services/cache.h"

#include "services/kind.h"

namespace btsinfra {

class CacheKind : public MapKind<Cache> {
 public:
  static constexpr std::string_view summary =
      "Caches in memory (Amazon ElastiCache), by name: Valkey or Redis, a primary with replicas.";

  [[nodiscard]] std::string_view key() const override { return "caches"; }
  [[nodiscard]] std::string_view noun() const override { return "cache"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] bool holds_data() const override { return true; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  // What would make another cache of it, or cannot happen to one.
  void check_transition(const Component& before, const ResolvedSystem& left, const Component& after,
                        const ResolvedSystem& entered, Diagnostics& diags) const override;
  void contribute(const Component& component, Contributor& contributor) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  void advise(const Component& component, const Advising& advising) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
  [[nodiscard]] std::string security_group(const Component& component) const override;
};

// The logical id of its replication group: "SessionsCache".
[[nodiscard]] std::string cache_id(std::string_view name);
// Whether a replica takes over by itself when the primary is lost.
[[nodiscard]] bool fails_over(const Cache& cache);

}  // namespace btsinfra
