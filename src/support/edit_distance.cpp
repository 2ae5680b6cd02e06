#include "support/edit_distance.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "support/utf8.h"

namespace btsinfra {
namespace {

// Longer words are data, not names, and the cost of comparing grows with the square.
constexpr std::size_t longest_name = 128;

std::u32string fold(std::u32string name) {
  for (char32_t& c : name) {
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    if (c == U'-') c = U'_';
  }
  return name;
}

// A name taken apart once for all that it is compared with.
struct Letters {
  std::u32string exact;
  std::u32string folded;

  explicit Letters(std::string_view name) : exact(to_code_points(name)), folded(fold(exact)) {}
};

// The rows of the table of edits, kept from one comparison to the next.
class Edits {
 public:
  // Optimal string alignment: three rows of the usual table, of which cells further from the
  // diagonal than `most` could only lead to more edits. Nothing where it takes more than `most`.
  std::optional<std::size_t> between(const std::u32string& a, const std::u32string& b,
                                     std::size_t most) {
    if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most) return std::nullopt;
    const std::size_t too_many = most + 1;
    for (std::vector<std::size_t>* row : {&before_last_, &last_, &row_}) {
      row->assign(b.size() + 1, too_many);
    }
    for (std::size_t j = 0; j <= std::min(b.size(), most); ++j) row_[j] = j;
    std::size_t least = 0;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      std::swap(before_last_, last_);
      std::swap(last_, row_);
      const std::size_t least_before = least;
      least = fill(a, b, i, most);
      if (least > most && least_before > most) return std::nullopt;
    }
    return row_[b.size()] > most ? std::nullopt : std::optional(row_[b.size()]);
  }

 private:
  // Row `i`, and its least cell.
  std::size_t fill(const std::u32string& a, const std::u32string& b, std::size_t i,
                   std::size_t most) {
    const std::size_t too_many = most + 1;
    const std::size_t first = i > most ? i - most : 1;
    const std::size_t end = std::min(b.size(), i + most);
    row_[first - 1] = first == 1 ? std::min(i, too_many) : too_many;
    std::size_t least = row_[first - 1];
    for (std::size_t j = first; j <= end; ++j) {
      const std::size_t replace = last_[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      std::size_t cell = std::min({last_[j] + 1, row_[j - 1] + 1, replace, too_many});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cell = std::min(cell, before_last_[j - 2] + 1);
      }
      row_[j] = cell;
      least = std::min(least, cell);
    }
    if (end < b.size()) row_[end + 1] = too_many;  // of what the row held before
    return least;
  }

  std::vector<std::size_t> before_last_;
  std::vector<std::size_t> last_;
  std::vector<std::size_t> row_;
};

// In halves; nothing where it is more than `most` halves.
std::optional<std::size_t> distance(const Letters& a, const Letters& b, std::size_t most,
                                    Edits& edits) {
  const auto rough = edits.between(a.folded, b.folded, most / 2);
  if (!rough) return std::nullopt;
  const bool same_case = edits.between(a.exact, b.exact, *rough).has_value();
  const std::size_t halves = 2 * *rough + (same_case ? 0 : 1);
  return halves > most ? std::nullopt : std::optional(halves);
}

std::size_t forgiven_halves(std::size_t length) {
  if (length <= 2) return 1;
  if (length <= 5) return 3;
  if (length <= 8) return 5;
  return 7;
}

// The nearest ones, each once, in the order of the alphabet.
template <class Text>
std::vector<std::string> nearest_of(std::string_view name, std::span<const Text> candidates) {
  const std::size_t length = count_code_points(name);
  if (length == 0 || length > longest_name) return {};
  const Letters letters(name);
  Edits edits;
  std::size_t least = 0;
  std::vector<std::string> best;
  for (const std::string_view candidate : candidates) {
    const std::size_t other = count_code_points(candidate);
    if (candidate == name || other > longest_name) continue;
    const std::size_t forgiven = forgiven_halves(std::max(length, other));
    const std::size_t apart = std::max(length, other) - std::min(length, other);
    if (2 * apart > forgiven) continue;
    const auto halves = distance(letters, Letters(candidate), forgiven, edits);
    if (!halves) continue;
    if (!best.empty() && *halves > least) continue;
    if (*halves < least) best.clear();
    least = *halves;
    best.emplace_back(candidate);
  }
  std::sort(best.begin(), best.end());
  best.erase(std::unique(best.begin(), best.end()), best.end());
  return best;
}

std::optional<std::string> first_of(std::vector<std::string> names) {
  if (names.empty()) return std::nullopt;
  return std::move(names.front());
}

}  // namespace

std::size_t edit_distance_halves(std::string_view a, std::string_view b) {
  const Letters left(a);
  const Letters right(b);
  Edits edits;
  const std::size_t most = 2 * std::max(left.exact.size(), right.exact.size()) + 1;
  return *distance(left, right, most, edits);
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
  return first_of(nearest_of(name, candidates));
}

std::optional<std::string> nearest(std::string_view name,
                                   std::span<const std::string_view> candidates) {
  return first_of(nearest_of(name, candidates));
}

std::vector<std::string> nearest_names(std::string_view name,
                                       std::span<const std::string> candidates) {
  return nearest_of(name, candidates);
}

std::vector<std::string> nearest_names(std::string_view name,
                                       std::span<const std::string_view> candidates) {
  return nearest_of(name, candidates);
}

}  // namespace btsinfra
