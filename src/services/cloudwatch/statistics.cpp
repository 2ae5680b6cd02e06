// Source: "CloudWatch statistics definitions" of the CloudWatch user guide.
#include "services/cloudwatch/statistics.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "services/names.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

struct Plain {
  std::string_view written;
  std::string_view name;
};
constexpr Plain plain[] = {{"average", "Average"},
                           {"maximum", "Maximum"},
                           {"minimum", "Minimum"},
                           {"samples", "SampleCount"},
                           {"sum", "Sum"}};

// With a percentage behind: percentile, trimmed mean, trimmed count, trimmed sum, winsorized mean.
constexpr std::string_view with_percentage[] = {"p", "tm", "tc", "ts", "wm"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "99", "99.9", "100"
bool is_percentage(std::string_view text) {
  if (text == "100") return true;
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (whole.empty() || whole.size() > 2 || !std::all_of(whole.begin(), whole.end(), is_digit)) {
    return false;
  }
  if (point == std::string_view::npos) return true;
  const std::string_view rest = text.substr(point + 1);
  return !rest.empty() && rest.size() <= 10 && std::all_of(rest.begin(), rest.end(), is_digit);
}

}  // namespace

std::optional<Statistic> parse_statistic(std::string_view text) {
  for (const Plain& known : plain) {
    if (known.written == text) return Statistic{std::string(known.name)};
  }
  if (text == "iqm") return Statistic{"IQM", true};
  for (const std::string_view prefix : with_percentage) {
    if (text.starts_with(prefix) && is_percentage(text.substr(prefix.size()))) {
      return Statistic{std::string(text), true};
    }
  }
  return std::nullopt;
}

std::string near_statistic(std::string_view text) {
  const std::string lower = lower_case(text);
  if (parse_statistic(lower)) return lower;
  struct Word {
    std::string_view meant;
    std::string_view statistic;
  };
  constexpr Word words[] = {{"avg", "average"}, {"mean", "average"},  {"max", "maximum"},
                            {"min", "minimum"}, {"count", "samples"}, {"samplecount", "samples"},
                            {"total", "sum"},   {"median", "p50"}};
  for (const Word& word : words) {
    if (word.meant == lower) return std::string(word.statistic);
  }
  std::array<std::string_view, std::size(plain)> names;
  std::transform(std::begin(plain), std::end(plain), names.begin(),
                 [](const Plain& known) { return known.written; });
  return nearest(lower, std::span<const std::string_view>(names)).value_or("");
}

}  // namespace btsinfra
