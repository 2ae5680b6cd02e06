// What ElastiCache offers, as data: engine versions and node types. True on `cache_facts_date`;
// what is newer is AWS's to judge.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/services/cache.h"

namespace btsinfra {

inline constexpr std::string_view cache_facts_date = "2026-09-30";

// "valkey", as ElastiCache writes it, and "Valkey", as people do.
[[nodiscard]] std::string_view engine_name(CacheEngine engine);
[[nodiscard]] std::string_view engine_label(CacheEngine engine);

// ---- versions -----------------------------------------------------------------------------------

struct CacheRelease {
  CacheEngine engine{};
  std::string_view version;
  std::string_view family;          // of its parameter groups
  std::string_view end_of_support;  // of standard support; empty: not announced
  bool has_transit_mode = false;    // TLS can be preferred instead of required
};

// nullptr for a version that is not in the table.
[[nodiscard]] const CacheRelease* find_release(CacheEngine engine, std::string_view version);
// Newest first.
[[nodiscard]] std::vector<std::string_view> known_versions(CacheEngine engine);
// Whether it reads as a version newer than all in the table.
[[nodiscard]] bool newer_than_known(CacheEngine engine, std::string_view version);
[[nodiscard]] bool out_of_support(const CacheRelease& release, std::string_view day);
// The version as written, else the one that a cache without gets.
[[nodiscard]] std::string version_of(const Cache& cache);

// ---- node types ---------------------------------------------------------------------------------

enum class NodeVerdict : std::uint8_t {
  Usable,
  Unknown,
  Retired,  // no new node can have it
};

struct NodeFinding {
  NodeVerdict verdict = NodeVerdict::Usable;
  std::string instead;  // a type that can be had; empty: none comes to mind
};

[[nodiscard]] NodeFinding judge_node(std::string_view node);
// Whether a part of its data lies on an SSD, which must then be asked for.
[[nodiscard]] bool has_data_tiering(std::string_view node);

}  // namespace btsinfra
