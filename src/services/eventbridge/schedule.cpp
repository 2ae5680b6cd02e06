// Source: "Setting a schedule pattern for scheduled rules (legacy)" of the EventBridge user guide.
// - rate(value unit): a whole number above 0; minute, hour or day after 1, the plural after more.
// - cron(…): six fields; exactly one of day-of-month and day-of-week is `?`; in UTC.
#include "services/eventbridge/schedule.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <vector>

#include <fmt/format.h>

namespace btsinfra {
namespace {

struct CronField {
  std::string_view noun;
  int first = 0;
  int last = 0;
  std::string_view words;    // names that stand for numbers, in their order from `first`, spaced
  std::string_view special;  // further characters that it takes
};

constexpr CronField cron_fields[] = {
    {"minutes", 0, 59, "", ""},
    {"hours", 0, 23, "", ""},
    {"day of the month", 1, 31, "", "?LW"},
    {"month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC", ""},
    {"day of the week", 1, 7, "SUN MON TUE WED THU FRI SAT", "?L#"},
    {"year", 1970, 2199, "", ""},
};
constexpr std::size_t day_of_month = 2;
constexpr std::size_t day_of_week = 4;

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(at, begin);
    if (end == std::string_view::npos) break;
    if (at != ' ' || end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  if (at != ' ' || begin < text.size()) parts.push_back(text.substr(begin));
  return parts;
}

std::optional<int> number_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size() && number >= 0;
  return whole ? std::optional(number) : std::nullopt;
}

// "MON" or "2" as a number in the field's range.
std::optional<int> cron_value(const CronField& field, std::string_view text) {
  const std::vector<std::string_view> words = split(field.words, ' ');
  const auto word = std::find(words.begin(), words.end(), text);
  if (word != words.end()) return field.first + static_cast<int>(word - words.begin());
  const std::optional<int> number = number_of(text);
  const bool fits = number && *number >= field.first && *number <= field.last;
  return fits ? number : std::nullopt;
}

bool takes(const CronField& field, char c) {
  return field.special.find(c) != std::string_view::npos;
}

// "*", "5", "1-5", "*/15", "0/10", "L", "15W", "6#3"
bool is_cron_item(const CronField& field, std::string_view item) {
  const std::size_t slash = item.find('/');
  if (slash != std::string_view::npos) {
    const std::optional<int> step = number_of(item.substr(slash + 1));
    if (!step || *step < 1) return false;
    item = item.substr(0, slash);
  }
  if (item == "*") return true;
  if (takes(field, 'L') && (item == "L" || item == "LW")) return item == "L" || takes(field, 'W');
  if (takes(field, 'W') && item.ends_with('W')) {
    return cron_value(field, item.substr(0, item.size() - 1)).has_value();
  }
  if (takes(field, 'L') && item.ends_with('L')) {
    return cron_value(field, item.substr(0, item.size() - 1)).has_value();
  }
  const std::size_t hash = item.find('#');
  if (takes(field, '#') && hash != std::string_view::npos) {
    const std::optional<int> week = number_of(item.substr(hash + 1));
    return cron_value(field, item.substr(0, hash)) && week && *week >= 1 && *week <= 5;
  }
  const std::size_t dash = item.find('-');
  if (dash == std::string_view::npos) return cron_value(field, item).has_value();
  const std::optional<int> from = cron_value(field, item.substr(0, dash));
  const std::optional<int> to = cron_value(field, item.substr(dash + 1));
  return from && to && *from <= *to;
}

std::optional<ScheduleFault> cron_fault(std::string_view inside) {
  const std::vector<std::string_view> parts = split(inside, ' ');
  if (parts.size() != std::size(cron_fields)) {
    return ScheduleFault{
        fmt::format("it has {} fields, and EventBridge's cron has six", parts.size()),
        "minutes, hours, day of the month, month, day of the week and year, as in "
        "`cron(30 9 ? * MON-FRI *)`"};
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const CronField& field = cron_fields[i];
    if (parts[i] == "?" && takes(field, '?')) continue;
    for (const std::string_view item : split(parts[i], ',')) {
      if (is_cron_item(field, item)) continue;
      return ScheduleFault{fmt::format("`{}` cannot be its {}", parts[i], field.noun),
                           fmt::format("it goes from {} to {}", field.first, field.last)};
    }
  }
  const bool month = parts[day_of_month] == "?";
  const bool week = parts[day_of_week] == "?";
  if (month != week) return std::nullopt;
  return ScheduleFault{month ? "neither day of the month nor day of the week says when"
                             : "day of the month and day of the week both say when",
                       "write `?` for exactly one of them"};
}

std::optional<ScheduleFault> rate_fault(std::string_view inside) {
  const std::vector<std::string_view> parts = split(inside, ' ');
  const std::string help = "write `rate(5 minutes)`, say";
  const std::optional<int> value = parts.empty() ? std::nullopt : number_of(parts[0]);
  if (parts.size() != 2 || !value || *value < 1) {
    return ScheduleFault{"a rate is a whole number above 0 and a unit", help};
  }
  std::string_view unit = parts[1];
  const bool plural = unit.ends_with('s');
  if (plural) unit.remove_suffix(1);
  if (unit != "minute" && unit != "hour" && unit != "day") {
    return ScheduleFault{fmt::format("`{}` is no unit of a rate", parts[1]),
                         "the units are minutes, hours and days"};
  }
  if (plural == (*value > 1)) return std::nullopt;
  return ScheduleFault{fmt::format("EventBridge wants {} of the unit after {}",
                                   plural ? "the singular" : "the plural", *value),
                       fmt::format("write `rate({} {}{})`", *value, unit, plural ? "" : "s")};
}

}  // namespace

std::optional<ScheduleFault> schedule_fault(std::string_view text) {
  const bool closed = text.ends_with(')');
  constexpr std::string_view rate = "rate(";
  constexpr std::string_view cron = "cron(";
  if (closed && text.starts_with(rate)) {
    return rate_fault(text.substr(rate.size(), text.size() - rate.size() - 1));
  }
  if (closed && text.starts_with(cron)) {
    return cron_fault(text.substr(cron.size(), text.size() - cron.size() - 1));
  }
  return ScheduleFault{"it is neither a rate nor a cron expression",
                       "write `rate(5 minutes)` or `cron(0 1 * * ? *)`"};
}

}  // namespace btsinfra
