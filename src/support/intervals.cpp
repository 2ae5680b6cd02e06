#include "support/intervals.h"

#include <algorithm>
#include <numeric>

#include "support/check.h"

namespace btsinfra {

std::vector<std::pair<std::size_t, std::size_t>> overlapping_pairs(
    std::span<const Interval> intervals) {
  std::vector<std::size_t> by_start(intervals.size());
  std::iota(by_start.begin(), by_start.end(), std::size_t{0});
  std::stable_sort(by_start.begin(), by_start.end(), [&](std::size_t a, std::size_t b) {
    return intervals[a].first < intervals[b].first;
  });
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  std::vector<std::size_t> open;  // those that may still meet what starts later
  for (const std::size_t next : by_start) {
    const Interval& interval = intervals[next];
    BTS_CHECK(interval.first <= interval.last, "an interval that ends before it starts");
    std::erase_if(open, [&](std::size_t i) { return intervals[i].last < interval.first; });
    for (const std::size_t other : open) {
      pairs.emplace_back(std::min(next, other), std::max(next, other));
    }
    open.push_back(next);
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace btsinfra
