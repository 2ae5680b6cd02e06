// What several kinds of component share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "btsinfra/model/by_name.h"
#include "btsinfra/model/text.h"
#include "btsinfra/types/cidr.h"

namespace btsinfra {

struct SubnetTier;
struct Image;
struct LoadBalancer;
struct Bucket;

// Tag keys and values; AWS admits letters of any script.
using Tags = ByName<Text>;

// The layers of a blueprint's stacks, in the order in which they are usually created.
enum class Layer : std::uint8_t {
  Dns,
  Certificates,
  Network,
  Peering,
  Storage,
  Database,
  Cache,
  Cdn,
  App,
  Edge,
};

// Fields that every component has; they stand among its own.
struct ComponentOptions {
  Tags tags{};
  std::optional<Layer> stack{};  // moves what would stand in the component's usual stack

  bool operator==(const ComponentOptions&) const = default;
};

struct PortRange {
  std::uint16_t first = 0;  // 1..65535
  std::uint16_t last = 0;   // >= first

  constexpr PortRange() = default;
  constexpr PortRange(std::uint16_t port) : first(port), last(port) {}  // NOLINT: a single one
  constexpr PortRange(std::uint16_t from, std::uint16_t to) : first(from), last(to) {}

  auto operator<=>(const PortRange&) const = default;
};

struct Internet {
  bool operator==(const Internet&) const = default;
};
struct OnPremises {
  bool operator==(const OnPremises&) const = default;
};
inline constexpr Internet internet{};
inline constexpr OnPremises on_premises{};

// Who may connect: everybody, the on-premises ranges, a block, a parameter or a component.
// The first: nobody yet, which no rule may stay.
using Source = std::variant<std::monostate, Internet, OnPremises, Cidr, AnyRef>;

// One entry of `allow`. Without ports: those the component itself serves.
struct AllowRule {
  Source from;  // always given: a compiler warns where it is left out
  std::vector<PortRange> ports{};
  std::string description{};

  bool operator==(const AllowRule&) const = default;
};

// The root volume of an instance.
struct Volume {
  int size = 8;  // GiB
  std::string type = "gp3";

  bool operator==(const Volume&) const = default;
};

}  // namespace btsinfra
