// What ElastiCache demands of a replication group beyond types and bounds.
#include <algorithm>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/cache.h"
#include "btsinfra/services/network.h"

#include "diag/ids/caches.h"
#include "services/ec2/instance.h"
#include "services/elasticache/cache.h"
#include "services/elasticache/cache_facts.h"
#include "services/exposure.h"
#include "services/names.h"
#include "services/storage_key.h"
#include "services/tags.h"
#include "services/time_window.h"

namespace btsinfra {
namespace {

// What a check of one cache looks at.
struct Subject {
  const Component& component;
  const Cache& cache;
  const ResolvedSystem& system;
  Diagnostics& diags;

  [[nodiscard]] Span at(std::string_view field) const { return system.at(component, field); }
  [[nodiscard]] Span at(std::string_view field, std::size_t index) const {
    return system.places().value(component.place / field / index);
  }
};

template <class Words>
std::string listed(const Words& words) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

// ---- name --------------------------------------------------------------------------------------

constexpr std::size_t longest_id = 40;

void check_id(const Subject& subject) {
  const std::string& id = subject.cache.id;
  if (id.empty() || is_hyphenated_name(id, longest_id)) return;
  const std::string legal = legal_hyphenated_name(id, longest_id);
  subject.diags
      .report(
          ids::CacheIdentifier, subject.at("id"),
          "ElastiCache takes no `{}` as the name of a replication group: up to {} Latin letters, "
          "digits and single hyphens, a letter first and no hyphen last",
          id, longest_id)
      .help(legal.empty() ? "write a name as `sessions`" : "write `" + legal + "`");
}

// ---- nodes -------------------------------------------------------------------------------------

void check_failover(const Subject& subject) {
  if (!fails_over(subject.cache) || subject.cache.replicas > 0) return;
  subject.diags
      .report(ids::CacheFailover, subject.at("automatic_failover"),
              "automatic failover needs a replica to fail over to")
      .note(subject.at("replicas"), "there is none")
      .help("write `replicas: 1`, or leave `automatic_failover` out");
}

std::string counted(std::size_t count, std::string_view things) {
  return std::to_string(count) + " " + std::string(things);
}

std::string makes_nodes(int replicas) {
  if (replicas == 0) return "a primary without replicas is one node";
  if (replicas == 1) return "a primary and a replica make 2 nodes";
  const auto count = static_cast<std::size_t>(replicas);
  return "a primary and " + counted(count, "replicas") + " make " + counted(count + 1, "nodes");
}

void check_zones(const Subject& subject) {
  const Cache& cache = subject.cache;
  const Component* tier =
      subject.system.target(subject.component, cache.subnets.target(), "subnets");
  if (tier == nullptr || !subject.system.blueprint(*tier).network) return;
  const std::vector<std::string>& known = subject.system.blueprint(*tier).network->zones;
  for (std::size_t i = 0; i < cache.zones.size(); ++i) {
    if (std::find(known.begin(), known.end(), cache.zones[i]) != known.end()) continue;
    subject.diags
        .report(ids::CacheZone, subject.at("zones", i), "the network has no zone `{}`",
                cache.zones[i])
        .help("its zones are " + listed(known) + "; a zone is written as its letter");
  }
  const auto nodes = static_cast<std::size_t>(cache.replicas) + 1;
  if (cache.zones.empty() || cache.zones.size() == nodes) return;
  subject.diags
      .report(ids::CacheZoneCount, subject.at("zones"), "{} listed for {}",
              cache.zones.size() == 1 ? "one zone is" : counted(cache.zones.size(), "zones are"),
              nodes == 1 ? "one node" : counted(nodes, "nodes"))
      .note(subject.at("replicas"), makes_nodes(cache.replicas))
      .help("list a zone for each node, the primary's first; a zone may stand twice");
}

void check_nodes(const Subject& subject) {
  for (const std::string& node :
       possible_classes(subject.component, subject.cache.node, subject.system)) {
    const NodeFinding finding = judge_node(node);
    if (finding.verdict == NodeVerdict::Usable) continue;
    const bool retired = finding.verdict == NodeVerdict::Retired;
    std::string help =
        "take a family that ElastiCache has, as cache.t4g, cache.m7g or cache.r7g; "
        "the data is of " +
        std::string(cache_facts_date) + ", and `overrides` can set a newer type";
    if (!finding.instead.empty()) {
      help =
          retired ? "write `" + finding.instead + "`" : "did you mean `" + finding.instead + "`?";
    }
    subject.diags
        .report(ids::CacheNodeType, subject.at("node"), "`{}` {}", node,
                retired ? "is of a family of which ElastiCache makes no new nodes"
                        : "is not a node type that ElastiCache is known to have")
        .help(std::move(help));
  }
}

void check_tier(const Subject& subject) {
  const Component* tier =
      subject.system.target(subject.component, subject.cache.subnets.target(), "subnets");
  if (tier == nullptr || tier->as<SubnetTier>().access != Access::Public) return;
  subject.diags
      .report(ids::CacheTier, subject.at("subnets"),
              "a cache, which never has a public address, stands in public subnets")
      .note(subject.system.at(*tier), "the tier is public")
      .help("take a private or isolated tier");
}

// ---- engine ------------------------------------------------------------------------------------

void unknown_version(const Subject& subject) {
  const Cache& cache = subject.cache;
  const std::string known = "its versions are " + listed(known_versions(cache.engine));
  if (cache.engine == CacheEngine::Valkey && newer_than_known(cache.engine, cache.version)) {
    subject.diags
        .report(ids::CacheVersionUnknown, subject.at("version"),
                "Valkey {} is newer than what was known on {}", cache.version, cache_facts_date)
        .help(
            "see that ElastiCache offers it: `aws elasticache describe-cache-engine-versions "
            "--engine valkey`. Known are " +
            listed(known_versions(cache.engine)));
    return;
  }
  const bool left_behind = newer_than_known(cache.engine, cache.version);
  subject.diags
      .report(ids::CacheVersion, subject.at("version"), "ElastiCache does not offer {} {}",
              engine_label(cache.engine), cache.version)
      .help(left_behind
                ? "Redis ends there at 7.1; `engine: valkey` goes on from it and speaks the "
                  "same protocol"
                : known);
}

void check_version(const Subject& subject) {
  const Cache& cache = subject.cache;
  const CacheRelease* release = find_release(cache.engine, version_of(cache));
  if (release == nullptr) {
    unknown_version(subject);
    return;
  }
  if (out_of_support(*release, subject.system.judged_on(cache_facts_date))) {
    subject.diags
        .report(ids::CacheOutOfSupport, subject.at("version"),
                "{} {} left standard support on {}; AWS charges Extended Support for it",
                engine_label(cache.engine), release->version, release->end_of_support)
        .help("take Valkey, or Redis 7.1");
  }
  if (cache.transit_encryption == TransitEncryption::Preferred && !release->has_transit_mode) {
    subject.diags
        .report(ids::CacheTransit, subject.at("transit_encryption"),
                "{} {} has TLS either required or not at all", engine_label(cache.engine),
                release->version)
        .note(subject.at("version"), "`preferred` begins with Redis 7")
        .help("write `required`, or take Redis 7 or Valkey");
  }
}

void check_settings(const Subject& subject) {
  const auto found = subject.cache.settings.find("cluster-enabled");
  if (found == subject.cache.settings.end()) return;
  const std::string* words = found->second.literal();
  if (words == nullptr || *words == "no") return;
  const Place place = subject.component.place / "settings" / "cluster-enabled";
  subject.diags
      .report(ids::CacheClusterMode, subject.system.places().value(place),
              "a cache here has one shard, and `cluster-enabled` asks for several")
      .help("leave it out; a cluster of shards can be written under `resources`");
}

// ---- windows -----------------------------------------------------------------------------------

void check_window(const Subject& subject, std::string_view field, const std::string& text,
                  std::string_view form, const std::optional<TimeWindow>& window) {
  constexpr int shortest = 60;  // minutes
  if (text.empty()) return;
  if (!window) {
    subject.diags.report(ids::CacheWindow, subject.at(field), "`{}` is not a window of time", text)
        .help("write it in UTC, as `" + std::string(form) + "`");
  } else if (window->length < shortest) {
    subject.diags
        .report(ids::CacheWindow, subject.at(field),
                "a window of {} minutes is too short: ElastiCache wants {}", window->length,
                shortest)
        .help("end it later");
  }
}

}  // namespace

void CacheKind::check(const Component& component, const ResolvedSystem& system,
                      Diagnostics& diags) const {
  const auto& cache = component.as<Cache>();
  const Subject subject{component, cache, system, diags};
  check_id(subject);
  check_failover(subject);
  check_zones(subject);
  check_nodes(subject);
  check_tier(subject);
  check_exposure(component, cache.allow, cache.port, {ids::CacheOpen, ids::CachePort}, system,
                 diags);
  check_version(subject);
  check_settings(subject);
  check_storage_key(component, cache.key, cache.encrypted, ids::CacheKey, system, diags);
  check_window(subject, "snapshot_window", cache.snapshot_window, "18:00-19:00",
               parse_daily_window(cache.snapshot_window));
  check_window(subject, "maintenance_window", cache.maintenance_window, "sun:19:00-sun:20:00",
               parse_weekly_window(cache.maintenance_window));
  check_tags(component.place / "tags", cache.options.tags, system, diags);
}

}  // namespace btsinfra
