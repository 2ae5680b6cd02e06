#include "services/time_window.h"

#include <algorithm>
#include <array>

namespace btsinfra {
namespace {

constexpr std::array<std::string_view, 7> days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::optional<int> two_digits(std::string_view text, int below) {
  if (text.size() != 2) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number < below ? std::optional(number) : std::nullopt;
}

// "hh:mm" in minutes.
std::optional<int> clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const std::optional<int> hour = two_digits(text.substr(0, 2), 24);
  const std::optional<int> minute = two_digits(text.substr(3), 60);
  if (!hour || !minute) return std::nullopt;
  return *hour * 60 + *minute;
}

// "ddd:hh:mm" in minutes.
std::optional<int> day_and_clock(std::string_view text) {
  constexpr std::size_t size = 9;
  if (text.size() != size || text[3] != ':') return std::nullopt;
  std::string day(text.substr(0, 3));
  for (char& c : day) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto found = std::find(days.begin(), days.end(), day);
  const std::optional<int> time = clock(text.substr(4));
  if (found == days.end() || !time) return std::nullopt;
  return static_cast<int>(found - days.begin()) * minutes_of_day + *time;
}

template <class Parse>
std::optional<TimeWindow> parse_window(std::string_view text, int period, Parse parse) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::optional<int> start = parse(text.substr(0, dash));
  const std::optional<int> end = parse(text.substr(dash + 1));
  if (!start || !end || *start == *end) return std::nullopt;
  return TimeWindow{*start, (*end - *start + period) % period};
}

std::string print_time(int minute_of_week) {
  const auto padded = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const int minute = minute_of_week % minutes_of_day;
  return std::string(days[static_cast<std::size_t>(minute_of_week / minutes_of_day)]) + ":" +
         padded(minute / 60) + ":" + padded(minute % 60);
}

}  // namespace

std::optional<TimeWindow> parse_daily_window(std::string_view text) {
  return parse_window(text, minutes_of_day, clock);
}

std::optional<TimeWindow> parse_weekly_window(std::string_view text) {
  return parse_window(text, minutes_of_week, day_and_clock);
}

// Of two windows on a circle, one starts inside the other or they are apart.
bool windows_meet(const TimeWindow& daily, const TimeWindow& weekly) {
  for (int day = 0; day < minutes_of_week; day += minutes_of_day) {
    const int start = day + daily.start;
    const int daily_first = (weekly.start - start + minutes_of_week) % minutes_of_week;
    const int weekly_first = (start - weekly.start + minutes_of_week) % minutes_of_week;
    if (daily_first < daily.length || weekly_first < weekly.length) return true;
  }
  return false;
}

std::string moved_behind(const TimeWindow& daily, const TimeWindow& weekly) {
  const int day = weekly.start / minutes_of_day * minutes_of_day;
  const int start = (day + daily.start + daily.length) % minutes_of_week;
  return print_time(start) + "-" + print_time((start + weekly.length) % minutes_of_week);
}

}  // namespace btsinfra
