// The weekly and daily windows in which AWS works on databases and caches, always in UTC.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace btsinfra {

inline constexpr int minutes_of_day = 24 * 60;
inline constexpr int minutes_of_week = 7 * minutes_of_day;

struct TimeWindow {
  int start = 0;   // minutes from midnight, or from the midnight in which Monday begins
  int length = 0;  // minutes; may run past the end of the day or week
};

// "hh:mm-hh:mm". Nothing for any other text, or a window of no length.
[[nodiscard]] std::optional<TimeWindow> parse_daily_window(std::string_view text);
// "ddd:hh:mm-ddd:hh:mm", days as mon … sun in either case.
[[nodiscard]] std::optional<TimeWindow> parse_weekly_window(std::string_view text);

// Whether the daily window meets the weekly one on any day.
[[nodiscard]] bool windows_meet(const TimeWindow& daily, const TimeWindow& weekly);
// The weekly window moved behind the daily one, on the day on which it starts.
[[nodiscard]] std::string moved_behind(const TimeWindow& daily, const TimeWindow& weekly);

}  // namespace btsinfra
