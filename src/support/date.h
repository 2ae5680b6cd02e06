// Days as people write them in blueprints and on command lines.
#pragma once

#include <string>
#include <string_view>

namespace btsinfra {

// Whether the text is a day of the calendar, as 2027-01-31. Such texts compare as their days do.
[[nodiscard]] bool is_date(std::string_view text);
// The same day so many months later, or the last of that month where it has no such day. Of a text
// that is a date.
[[nodiscard]] std::string months_later(std::string_view date, int months);
// The day it is, in UTC.
[[nodiscard]] std::string current_date();

}  // namespace btsinfra
