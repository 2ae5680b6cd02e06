#include "btsinfra/types/region.h"

#include <string>

#include "support/catch.h"

namespace btsinfra {
namespace {

using namespace literals;

static_assert("ap-northeast-2"_region.display_name() == "Seoul");
static_assert(!Region::parse("ap-northeast-9"));

TEST_CASE("regions and what is known of them", "[model][region]") {
  struct Row {
    std::string_view name;
    std::string_view display_name;
    std::string_view zones;
    std::string_view partition;
  };
  const Row rows[] = {
      {"ap-northeast-2", "Seoul", "abcd", "aws"},
      {"us-east-1", "N. Virginia", "abcdef", "aws"},
      {"us-gov-west-1", "GovCloud US-West", "abc", "aws-us-gov"},
      {"cn-north-1", "Beijing", "abd", "aws-cn"},
      {"eusc-de-east-1", "European Sovereign Cloud Germany", "abc", "aws-eusc"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::optional<Region> region = Region::parse(row.name);
    REQUIRE(region);
    CHECK(region->name() == row.name);
    CHECK(region->display_name() == row.display_name);
    CHECK(region->zones() == row.zones);
    CHECK(region->partition() == row.partition);
  }
}

TEST_CASE("what is no region", "[model][region]") {
  for (const std::string_view name :
       {"", "seoul", "AP-NORTHEAST-2", "ap-northeast-2a", "us-east"}) {
    CAPTURE(name);
    CHECK_FALSE(Region::parse(name));
  }
}

TEST_CASE("the table is in order, so regions compare by name", "[model][region]") {
  REQUIRE(Region::all().size() == region_table.size());
  for (std::size_t i = 1; i < region_table.size(); ++i) {
    CAPTURE(region_table[i].name);
    CHECK(region_table[i - 1].name < region_table[i].name);
    CHECK(Region::all()[i - 1] < Region::all()[i]);
  }
}

TEST_CASE("zones are single letters of the region", "[model][region]") {
  const Region seoul = "ap-northeast-2"_region;
  CHECK(seoul.has_zone("a"));
  CHECK(seoul.has_zone("d"));
  for (const std::string_view bad : {"", "e", "ab", "A", "1"}) CHECK_FALSE(seoul.has_zone(bad));
}

}  // namespace
}  // namespace btsinfra
