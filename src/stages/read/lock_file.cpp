#include "stages/read/lock_file.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "diag/ids/reading.h"

namespace btsinfra {
namespace {

constexpr int version = 1;

// What we write has five levels. Deeper ones are not ours, and to copy them would exhaust the
// stack.
constexpr std::size_t deepest = 8;

// How deep brackets stand in each other.
std::size_t depth_of(std::string_view json) {
  std::size_t depth = 0;
  std::size_t most = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '"') quoted = !quoted;
    if (quoted) {
      if (c == '\\') ++i;
    } else if (c == '[' || c == '{') {
      most = std::max(most, ++depth);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return most;
}

Span top_of(FileId file) { return {file, {1, 1, 0}, {1, 2, 1}}; }

std::optional<Lock> refuse(FileId file, const std::string& why, Diagnostics& diags) {
  diags.report(ids::LockFile, top_of(file), "the lock file cannot be used: {}", why)
      .help(
          "take it from version control again. Without it the addresses asked for would be chosen "
          "anew, which moves subnets that exist");
  return std::nullopt;
}

// Blocks at that place of the file; what is wrong with them in `why`.
std::optional<LockedSubnets> read_subnets(const nlohmann::json& json, const std::string& place,
                                          std::string& why) {
  LockedSubnets subnets;
  if (!json.is_object()) {
    why = "`" + place + "` is not a map";
    return std::nullopt;
  }
  for (const auto& [tier, zones] : json.items()) {
    if (!zones.is_object()) {
      why = "`" + place + "." + tier + "` is not a map";
      return std::nullopt;
    }
    for (const auto& [zone, block] : zones.items()) {
      CidrResult cidr = Cidr::parse(block.is_string() ? block.get_ref<const std::string&>() : "");
      if (!cidr) {
        why = "`" + place + "." + tier + "." + zone + "` is not an address block";
        return std::nullopt;
      }
      subnets[tier].emplace(zone, cidr.value());
    }
  }
  return subnets;
}

nlohmann::ordered_json written(const LockedSubnets& subnets) {
  auto json = nlohmann::ordered_json::object();
  for (const auto& [tier, zones] : subnets) {
    for (const auto& [zone, block] : zones) json[tier][zone] = block.to_string();
  }
  return json;
}

}  // namespace

std::optional<Lock> read_lock(FileId file, std::string_view text, Diagnostics& diags) {
  if (depth_of(text) > deepest) {
    return refuse(file, fmt::format("it is nested more than {} levels deep", deepest), diags);
  }
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) return refuse(file, "it is not JSON", diags);
  if (!json.contains("version") || json["version"] != version) {
    return refuse(file, "it is not of version 1", diags);
  }
  const auto empty = nlohmann::json::object();
  Lock lock;
  std::string why;
  auto subnets = read_subnets(json.value("subnets", empty), "subnets", why);
  if (!subnets) return refuse(file, why, diags);
  lock.subnets = std::move(*subnets);
  const nlohmann::json environments = json.value("environments", empty);
  if (!environments.is_object()) return refuse(file, "`environments` is not a map", diags);
  for (const auto& [name, held] : environments.items()) {
    auto own = read_subnets(held, "environments." + name, why);
    if (!own) return refuse(file, why, diags);
    lock.environments.emplace(name, std::move(*own));
  }
  return lock;
}

std::string write_lock(const Lock& lock) {
  nlohmann::ordered_json json;
  json["version"] = version;
  json["subnets"] = written(lock.subnets);
  for (const auto& [name, subnets] : lock.environments) {
    json["environments"][name] = written(subnets);
  }
  return json.dump(2) + "\n";
}

}  // namespace btsinfra
