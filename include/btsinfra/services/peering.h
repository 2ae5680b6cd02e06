// Peerings: settings.
#pragma once

#include <string>
#include <utility>

#include "btsinfra/services/common.h"
#include "btsinfra/types/region.h"

namespace btsinfra {

// The network of a blueprint, which has one: named by the blueprint.
class NetworkOf {
 public:
  NetworkOf() = default;
  NetworkOf(const char* blueprint) : NetworkOf(std::string(blueprint)) {}  // NOLINT: a literal
  explicit NetworkOf(std::string blueprint)
      : target_{blueprint + ".network"}, blueprint_(std::move(blueprint)) {}

  [[nodiscard]] bool empty() const { return blueprint_.empty(); }
  [[nodiscard]] const std::string& blueprint() const { return blueprint_; }
  [[nodiscard]] const Reference& target() const { return target_; }
  bool operator==(const NetworkOf&) const = default;

 private:
  Reference target_;
  std::string blueprint_;
};

// The network at the other end: of a blueprint of this system, or one that is not of the system.
struct PeerNetwork {
  NetworkOf blueprint{};
  // Of a network that is not of the system:
  std::optional<Late<std::string>> vpc_id{};
  std::optional<Region> region{};
  std::vector<Cidr> cidrs{};
  std::optional<Late<std::string>> account{};  // none: the own account
  std::optional<Late<std::string>> role{};     // ARN; accepts the request in that account

  bool operator==(const PeerNetwork&) const = default;
};

struct Peering {
  PeerNetwork with{};
  std::vector<Ref<SubnetTier>> tiers{};   // that carry routes; none: the private ones
  std::vector<std::string> peer_tiers{};  // the same of the other blueprint's network
  Text name{};                            // the connection's Name tag
  ComponentOptions options{};

  bool operator==(const Peering&) const = default;
};

}  // namespace btsinfra
