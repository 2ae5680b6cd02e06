#include "support/edit_distance.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "support/utf8.h"

namespace btsinfra {
namespace {

// Longer words are data, not names, and the cost of comparing grows with the square.
constexpr std::size_t longest_name = 128;

std::u32string folded(std::u32string name) {
  for (char32_t& c : name) {
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    if (c == U'-') c = U'_';
  }
  return name;
}

// Optimal string alignment: three rows of the usual table.
std::size_t edits(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

std::size_t forgiven_halves(std::size_t length) {
  if (length <= 2) return 1;
  if (length <= 5) return 3;
  if (length <= 8) return 5;
  return 7;
}

template <class Text>
std::optional<std::string> nearest_of(std::string_view name, std::span<const Text> candidates) {
  const std::size_t length = count_code_points(name);
  if (length == 0 || length > longest_name) return std::nullopt;
  std::optional<std::pair<std::size_t, std::string_view>> best;
  for (const std::string_view candidate : candidates) {
    const std::size_t other = count_code_points(candidate);
    if (candidate == name || other > longest_name) continue;
    const std::size_t forgiven = forgiven_halves(std::max(length, other));
    const std::size_t apart = std::max(length, other) - std::min(length, other);
    if (2 * apart > forgiven) continue;
    const std::size_t distance = edit_distance_halves(name, candidate);
    if (distance > forgiven) continue;
    const std::pair found{distance, candidate};
    if (!best || found < *best) best = found;
  }
  if (!best) return std::nullopt;
  return std::string(best->second);
}

}  // namespace

std::size_t edit_distance_halves(std::string_view a, std::string_view b) {
  const std::u32string exact_a = to_code_points(a);
  const std::u32string exact_b = to_code_points(b);
  const std::size_t rough = edits(folded(exact_a), folded(exact_b));
  const bool also_case = edits(exact_a, exact_b) > rough;
  return 2 * rough + (also_case ? 1 : 0);
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
  return nearest_of(name, candidates);
}

std::optional<std::string> nearest(std::string_view name,
                                   std::span<const std::string_view> candidates) {
  return nearest_of(name, candidates);
}

}  // namespace btsinfra
