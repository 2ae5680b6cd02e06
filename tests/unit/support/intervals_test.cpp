#include "support/intervals.h"

#include "support/catch.h"

namespace btsinfra {
namespace {

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

TEST_CASE("overlapping pairs", "[support][intervals]") {
  struct Row {
    std::vector<Interval> intervals;
    Pairs expected;
  };
  const Row rows[] = {
      {{}, {}},
      {{{1, 5}}, {}},
      {{{1, 5}, {6, 9}}, {}},
      {{{1, 5}, {5, 9}}, {{0, 1}}},
      {{{6, 9}, {1, 6}}, {{0, 1}}},
      {{{0, 100}, {10, 20}, {15, 30}, {40, 50}}, {{0, 1}, {0, 2}, {0, 3}, {1, 2}}},
      {{{3, 3}, {3, 3}, {3, 3}}, {{0, 1}, {0, 2}, {1, 2}}},
      {{{0, UINT64_MAX}, {UINT64_MAX, UINT64_MAX}}, {{0, 1}}},
  };
  for (const Row& row : rows) CHECK(overlapping_pairs(row.intervals) == row.expected);
}

TEST_CASE("three intervals over five numbers, all of them", "[support][intervals]") {
  std::vector<Interval> domain;
  for (std::uint64_t first = 0; first < 5; ++first) {
    for (std::uint64_t last = first; last < 5; ++last) domain.push_back({first, last});
  }
  bool all_right = true;
  for (const Interval& a : domain) {
    for (const Interval& b : domain) {
      for (const Interval& c : domain) {
        const std::vector<Interval> all{a, b, c};
        Pairs expected;
        for (std::size_t i = 0; i < 3; ++i) {
          for (std::size_t j = i + 1; j < 3; ++j) {
            const bool meet = all[i].first <= all[j].last && all[j].first <= all[i].last;
            if (meet) expected.emplace_back(i, j);
          }
        }
        all_right = all_right && overlapping_pairs(all) == expected;
      }
    }
  }
  CHECK(all_right);
}

}  // namespace
}  // namespace btsinfra
