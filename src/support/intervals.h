// Which of many ranges meet, without comparing each with each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace btsinfra {

// Both ends belong to it; `first` must not be past `last`.
struct Interval {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

// The pairs of indices whose intervals have a number in common: each pair once, the lower index
// first, ascending. n log n steps and one for each pair found.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> overlapping_pairs(
    std::span<const Interval> intervals);

}  // namespace btsinfra
