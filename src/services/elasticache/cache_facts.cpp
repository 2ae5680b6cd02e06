#include "services/elasticache/cache_facts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "btsinfra/services/cache.h"

#include "support/edit_distance.h"

namespace btsinfra {
namespace {

using enum CacheEngine;

// ElastiCache user guide, "Supported engines and versions" and "Extended Support versions"; API
// reference, CacheParameterGroupFamily (that of Valkey 9 follows the others' form).
constexpr std::array releases{
    CacheRelease{Valkey, "9.0", "valkey9", "", true},
    CacheRelease{Valkey, "8.2", "valkey8", "", true},
    CacheRelease{Valkey, "8.1", "valkey8", "", true},
    CacheRelease{Valkey, "8.0", "valkey8", "", true},
    CacheRelease{Valkey, "7.2", "valkey7", "", true},
    CacheRelease{Redis, "7.1", "redis7", "", true},
    CacheRelease{Redis, "7.0", "redis7", "", true},
    CacheRelease{Redis, "6.2", "redis6.x", "2027-01-31", false},
    CacheRelease{Redis, "6.0", "redis6.x", "2027-01-31", false},
    CacheRelease{Redis, "5.0.6", "redis5.0", "2026-01-31", false},
    CacheRelease{Redis, "4.0.10", "redis4.0", "2026-01-31", false},
};

// What a cache without `version` gets. Not the newest: it stays when newer ones appear.
constexpr std::array<std::string_view, 2> default_versions{"8.1", "7.1"};

// The first two numbers of a version; nothing where there are none.
std::optional<std::pair<int, int>> major_and_minor(std::string_view text) {
  std::pair<int, int> numbers;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, numbers.first);
  if (first.ec != std::errc{} || first.ptr == end || *first.ptr != '.') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, numbers.second);
  if (second.ec != std::errc{} || (second.ptr != end && *second.ptr != '.')) return std::nullopt;
  return numbers;
}

struct NodeFamily {
  std::string_view name;
  std::string_view sizes;  // smallest first
};

constexpr std::string_view burstable = "micro small medium";
constexpr std::string_view graviton = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge";
constexpr std::string_view fifth = "large xlarge 2xlarge 4xlarge 12xlarge 24xlarge";

// User guide, "Supported node types"; the same in ap-northeast-2 and us-east-1.
constexpr std::array families{
    NodeFamily{"t4g", burstable},
    NodeFamily{"t3", burstable},
    NodeFamily{"m7g", graviton},
    NodeFamily{"m6g", graviton},
    NodeFamily{"m5", fifth},
    NodeFamily{"m4", "large xlarge 2xlarge 4xlarge 10xlarge"},
    NodeFamily{"r7g", graviton},
    NodeFamily{"r6g", graviton},
    NodeFamily{"r6gd", "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge"},
    NodeFamily{"r5", fifth},
    NodeFamily{"r4", "large xlarge 2xlarge 4xlarge 8xlarge 16xlarge"},
    NodeFamily{"c7gn", graviton},
};

// Families of which nothing new can be made, with their successor.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> retired_families{{
    {"t1", "t4g"},
    {"t2", "t4g"},
    {"m1", "m7g"},
    {"m2", "r7g"},
    {"m3", "m7g"},
    {"r3", "r7g"},
    {"c1", "m7g"},
}};

constexpr std::string_view prefix = "cache.";

template <class Visit>
void each_size(const NodeFamily& family, Visit visit) {
  std::string_view sizes = family.sizes;
  while (!sizes.empty()) {
    const std::string_view size = sizes.substr(0, sizes.find(' '));
    visit(size);
    sizes.remove_prefix(std::min(sizes.size(), size.size() + 1));
  }
}

std::string node_of(const NodeFamily& family, std::string_view size) {
  return std::string(prefix) + std::string(family.name) + "." + std::string(size);
}

std::vector<std::string> all_nodes() {
  std::vector<std::string> all;
  for (const NodeFamily& family : families) {
    each_size(family, [&](std::string_view size) { all.push_back(node_of(family, size)); });
  }
  return all;
}

bool among(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// The successor's node of that size, else its smallest.
std::string successor_node(std::string_view name, std::string_view size) {
  const auto family = std::find_if(families.begin(), families.end(),
                                   [name](const NodeFamily& one) { return one.name == name; });
  const std::string same_size = node_of(*family, size);
  if (among(all_nodes(), same_size)) return same_size;
  return node_of(*family, family->sizes.substr(0, family->sizes.find(' ')));
}

}  // namespace

std::string_view engine_name(CacheEngine engine) {
  constexpr std::array<std::string_view, 2> names{"valkey", "redis"};
  return names[static_cast<std::size_t>(engine)];
}

std::string_view engine_label(CacheEngine engine) {
  constexpr std::array<std::string_view, 2> labels{"Valkey", "Redis"};
  return labels[static_cast<std::size_t>(engine)];
}

const CacheRelease* find_release(CacheEngine engine, std::string_view version) {
  const auto found =
      std::find_if(releases.begin(), releases.end(), [&](const CacheRelease& release) {
        return release.engine == engine && release.version == version;
      });
  return found == releases.end() ? nullptr : &*found;
}

std::vector<std::string_view> known_versions(CacheEngine engine) {
  std::vector<std::string_view> versions;
  for (const CacheRelease& release : releases) {
    if (release.engine == engine) versions.push_back(release.version);
  }
  return versions;
}

bool newer_than_known(CacheEngine engine, std::string_view version) {
  const auto asked = major_and_minor(version);
  const auto newest = major_and_minor(known_versions(engine).front());
  return asked && *asked > *newest;
}

// Dates of this form sort as text.
bool out_of_support(const CacheRelease& release, std::string_view day) {
  return !release.end_of_support.empty() && release.end_of_support < day;
}

std::string version_of(const Cache& cache) {
  if (!cache.version.empty()) return cache.version;
  return std::string(default_versions[static_cast<std::size_t>(cache.engine)]);
}

NodeFinding judge_node(std::string_view node) {
  const std::vector<std::string> all = all_nodes();
  if (among(all, std::string(node))) return {};
  const std::string with_prefix = std::string(prefix) + std::string(node);
  if (among(all, with_prefix)) return {NodeVerdict::Unknown, with_prefix};
  if (node.starts_with(prefix)) {
    const std::string_view rest = node.substr(prefix.size());
    const std::size_t dot = rest.find('.');
    for (const auto& [retired, successor] : retired_families) {
      if (dot != std::string_view::npos && rest.substr(0, dot) == retired) {
        return {NodeVerdict::Retired, successor_node(successor, rest.substr(dot + 1))};
      }
    }
  }
  return {NodeVerdict::Unknown, nearest(node, all).value_or("")};
}

bool has_data_tiering(std::string_view node) { return node.starts_with("cache.r6gd."); }

}  // namespace btsinfra
