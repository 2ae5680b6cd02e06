// Guessing the name that was meant, for "did you mean".
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace btsinfra {

// Damerau-Levenshtein (insert, delete, replace, swap two neighbours) in half steps: an edit counts
// 2, and names that differ also, or only, in letter case or in `-` for `_` count 1 for all of that.
[[nodiscard]] std::size_t edit_distance_halves(std::string_view a, std::string_view b);

// The candidate nearest to `name`, or nothing where none is near enough to be what was meant: the
// longer the name, the more mistakes are forgiven (none in two letters, three in nine). Of equally
// near ones the alphabetically first, whatever the order given. A candidate equal to `name` is
// passed over.
[[nodiscard]] std::optional<std::string> nearest(std::string_view name,
                                                 std::span<const std::string> candidates);
[[nodiscard]] std::optional<std::string> nearest(std::string_view name,
                                                 std::span<const std::string_view> candidates);

// That candidate and all that are as near, each once, in the order of the alphabet: for who acts
// upon the guess, as only a person can choose among several.
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view name,
                                                     std::span<const std::string> candidates);
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view name,
                                                     std::span<const std::string_view> candidates);

}  // namespace btsinfra
