#include "cli/rule_set.h"

#include <algorithm>
#include <limits>
#include <string>

#include "diag/diagnostics.h"

namespace btsinfra {
namespace {

using Range = std::pair<std::uint16_t, std::uint16_t>;

constexpr std::size_t digits = 4;

// "BTS5003" and "5xxx" as the lowest and the highest number they can stand for.
std::optional<Range> bounds(std::string_view word) {
  if (word.size() > digits && (word.starts_with("BTS") || word.starts_with("bts"))) {
    word.remove_prefix(3);
  }
  if (word.size() != digits) return std::nullopt;
  unsigned low = 0;
  unsigned high = 0;
  bool open = false;
  for (const char c : word) {
    const bool any = c == 'x' || c == 'X';
    if (!any && (open || c < '0' || c > '9')) return std::nullopt;
    open = open || any;
    low = low * 10 + (any ? 0U : static_cast<unsigned>(c - '0'));
    high = high * 10 + (any ? 9U : static_cast<unsigned>(c - '0'));
  }
  return Range{static_cast<std::uint16_t>(low), static_cast<std::uint16_t>(high)};
}

}  // namespace

RuleSet RuleSet::all() {
  RuleSet set;
  set.ranges_.emplace_back(0, std::numeric_limits<std::uint16_t>::max());
  return set;
}

bool RuleSet::add(std::string_view word) {
  const std::size_t dash = word.find('-');
  const std::optional<Range> first = bounds(word.substr(0, dash));
  const std::optional<Range> last =
      dash == std::string_view::npos ? first : bounds(word.substr(dash + 1));
  if (!first || !last || first->first > last->second) return false;
  const Range range{first->first, last->second};
  const std::vector<IdInfo>& ids = all_ids();
  const bool known = std::any_of(ids.begin(), ids.end(), [&](const IdInfo& entry) {
    return range.first <= entry.id.number && entry.id.number <= range.second;
  });
  if (known) ranges_.push_back(range);
  return known;
}

bool RuleSet::contains(Id id) const {
  return std::any_of(ranges_.begin(), ranges_.end(), [id](const Range& range) {
    return range.first <= id.number && id.number <= range.second;
  });
}

}  // namespace btsinfra
