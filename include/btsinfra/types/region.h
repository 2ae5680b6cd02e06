// AWS regions: a closed table, so that a mistyped region is found before anything is deployed.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace btsinfra {

// One line of the table.
struct RegionFacts {
  std::string_view name;          // "ap-northeast-2"
  std::string_view display_name;  // "Seoul"
  std::string_view zones;         // "abcd"
};

// As of autumn 2026, by name. Zones are the letters that some account has; in the oldest regions an
// account sees only a part of them (Tokyo's b, for instance, only old accounts).
inline constexpr std::array region_table{
    RegionFacts{"af-south-1", "Cape Town", "abc"},
    RegionFacts{"ap-east-1", "Hong Kong", "abc"},
    RegionFacts{"ap-east-2", "Taipei", "abc"},
    RegionFacts{"ap-northeast-1", "Tokyo", "abcd"},
    RegionFacts{"ap-northeast-2", "Seoul", "abcd"},
    RegionFacts{"ap-northeast-3", "Osaka", "abc"},
    RegionFacts{"ap-south-1", "Mumbai", "abc"},
    RegionFacts{"ap-south-2", "Hyderabad", "abc"},
    RegionFacts{"ap-southeast-1", "Singapore", "abc"},
    RegionFacts{"ap-southeast-2", "Sydney", "abc"},
    RegionFacts{"ap-southeast-3", "Jakarta", "abc"},
    RegionFacts{"ap-southeast-4", "Melbourne", "abc"},
    RegionFacts{"ap-southeast-5", "Malaysia", "abc"},
    RegionFacts{"ap-southeast-6", "New Zealand", "abc"},
    RegionFacts{"ap-southeast-7", "Thailand", "abc"},
    RegionFacts{"ca-central-1", "Canada Central", "abcd"},
    RegionFacts{"ca-west-1", "Calgary", "abc"},
    RegionFacts{"cn-north-1", "Beijing", "abd"},
    RegionFacts{"cn-northwest-1", "Ningxia", "abc"},
    RegionFacts{"eu-central-1", "Frankfurt", "abc"},
    RegionFacts{"eu-central-2", "Zurich", "abc"},
    RegionFacts{"eu-north-1", "Stockholm", "abc"},
    RegionFacts{"eu-south-1", "Milan", "abc"},
    RegionFacts{"eu-south-2", "Spain", "abc"},
    RegionFacts{"eu-west-1", "Ireland", "abc"},
    RegionFacts{"eu-west-2", "London", "abc"},
    RegionFacts{"eu-west-3", "Paris", "abc"},
    RegionFacts{"eusc-de-east-1", "European Sovereign Cloud Germany", "abc"},
    RegionFacts{"il-central-1", "Tel Aviv", "abc"},
    RegionFacts{"me-central-1", "UAE", "abc"},
    RegionFacts{"me-south-1", "Bahrain", "abc"},
    RegionFacts{"mx-central-1", "Mexico Central", "abc"},
    RegionFacts{"sa-east-1", "São Paulo", "abc"},
    RegionFacts{"us-east-1", "N. Virginia", "abcdef"},
    RegionFacts{"us-east-2", "Ohio", "abc"},
    RegionFacts{"us-gov-east-1", "GovCloud US-East", "abc"},
    RegionFacts{"us-gov-west-1", "GovCloud US-West", "abc"},
    RegionFacts{"us-west-1", "N. California", "abc"},
    RegionFacts{"us-west-2", "Oregon", "abcd"},
};

// Not constexpr, so that a literal that is no region stops the build with this name in the message.
[[noreturn]] void region_literal_is_not_a_region_of_aws();
[[noreturn]] void zone_literal_is_not_a_zone_of_aws();

// Ordered by name.
class Region {
 public:
  // By exact name; whoever reports a mistyped one finds the near name among `all()`.
  [[nodiscard]] static constexpr std::optional<Region> parse(std::string_view name) noexcept {
    for (std::size_t i = 0; i < region_table.size(); ++i) {
      if (region_table[i].name == name) return Region(static_cast<std::uint8_t>(i));
    }
    return std::nullopt;
  }

  // Every region there is, by name.
  [[nodiscard]] static std::span<const Region> all();

  [[nodiscard]] constexpr std::string_view name() const { return facts().name; }
  [[nodiscard]] constexpr std::string_view display_name() const { return facts().display_name; }
  // The letters of its zones: "abcd".
  [[nodiscard]] constexpr std::string_view zones() const { return facts().zones; }
  [[nodiscard]] constexpr bool has_zone(std::string_view letter) const {
    return letter.size() == 1 && zones().find(letter) != std::string_view::npos;
  }

  // The second part of its ARNs. Nothing reaches from one partition into another.
  [[nodiscard]] constexpr std::string_view partition() const {
    if (name().starts_with("cn-")) return "aws-cn";
    if (name().starts_with("us-gov-")) return "aws-us-gov";
    if (name().starts_with("eusc-")) return "aws-eusc";
    return "aws";
  }

  // The first of the table: containers of settings need some value before one is read.
  constexpr Region() : index_(0) {}

  constexpr auto operator<=>(const Region&) const = default;

 private:
  explicit constexpr Region(std::uint8_t index) : index_(index) {}
  [[nodiscard]] constexpr const RegionFacts& facts() const { return region_table[index_]; }

  std::uint8_t index_;
};

// One availability zone. Blueprints name zones by their letters, which is what it reads as.
class Zone {
 public:
  [[nodiscard]] static constexpr std::optional<Zone> parse(std::string_view name) noexcept {
    if (name.empty()) return std::nullopt;
    const std::optional<Region> region = Region::parse(name.substr(0, name.size() - 1));
    if (!region || !region->has_zone(name.substr(name.size() - 1))) return std::nullopt;
    return Zone(*region, name.back());
  }

  [[nodiscard]] constexpr Region region() const { return region_; }
  [[nodiscard]] constexpr char letter() const { return letter_; }
  operator std::string() const { return std::string(1, letter_); }  // NOLINT

  constexpr auto operator<=>(const Zone&) const = default;

 private:
  constexpr Zone(Region region, char letter) : region_(region), letter_(letter) {}

  Region region_;
  char letter_;
};

namespace literals {

consteval Zone operator""_zone(const char* text, std::size_t size) {
  const std::optional<Zone> found = Zone::parse({text, size});
  if (!found) zone_literal_is_not_a_zone_of_aws();
  return *found;
}

consteval Region operator""_region(const char* text, std::size_t size) {
  const std::optional<Region> found = Region::parse({text, size});
  if (!found) region_literal_is_not_a_region_of_aws();
  return *found;
}

}  // namespace literals
}  // namespace btsinfra
