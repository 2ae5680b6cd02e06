#include "stages/read/lock_file.h"

#include <nlohmann/json.hpp>

#include "diag/ids/reading.h"

namespace btsinfra {
namespace {

constexpr int version = 1;

Span top_of(FileId file) { return {file, {1, 1, 0}, {1, 2, 1}}; }

std::optional<Lock> refuse(FileId file, const std::string& why, Diagnostics& diags) {
  diags.report(ids::LockFile, top_of(file), "the lock file cannot be used: {}", why)
      .help(
          "take it from version control again. Without it the addresses asked for would be chosen "
          "anew, which moves subnets that exist");
  return std::nullopt;
}

}  // namespace

std::optional<Lock> read_lock(FileId file, std::string_view text, Diagnostics& diags) {
  nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) return refuse(file, "it is not JSON", diags);
  if (!json.contains("version") || json["version"] != version) {
    return refuse(file, "it is not of version 1", diags);
  }
  Lock lock;
  const nlohmann::json subnets = json.value("subnets", nlohmann::json::object());
  if (!subnets.is_object()) return refuse(file, "`subnets` is not a map", diags);
  for (const auto& [tier, zones] : subnets.items()) {
    if (!zones.is_object()) return refuse(file, "`subnets." + tier + "` is not a map", diags);
    for (const auto& [zone, block] : zones.items()) {
      CidrResult cidr = Cidr::parse(block.is_string() ? block.get_ref<const std::string&>() : "");
      if (!cidr)
        return refuse(file, "`subnets." + tier + "." + zone + "` is not an address block", diags);
      lock.subnets[tier].emplace(zone, cidr.value());
    }
  }
  return lock;
}

std::string write_lock(const Lock& lock) {
  nlohmann::ordered_json json;
  json["version"] = version;
  json["subnets"] = nlohmann::ordered_json::object();
  for (const auto& [tier, zones] : lock.subnets) {
    for (const auto& [zone, block] : zones) json["subnets"][tier][zone] = block.to_string();
  }
  return json.dump(2) + "\n";
}

}  // namespace btsinfra
