#include "btsinfra/types/region.h"

#include <vector>

#include "support/check.h"

namespace btsinfra {

std::span<const Region> Region::all() {
  static const std::vector<Region> regions = [] {
    std::vector<Region> result;
    result.reserve(region_table.size());
    for (const RegionFacts& facts : region_table) result.push_back(*parse(facts.name));
    return result;
  }();
  return regions;
}

void zone_literal_is_not_a_zone_of_aws() {
  check_failed(__FILE__, __LINE__, "Zone::parse", "a zone literal that is no zone of AWS");
}

void region_literal_is_not_a_region_of_aws() {
  check_failed(__FILE__, __LINE__, "Region::parse", "a region literal that is no region of AWS");
}

}  // namespace btsinfra
