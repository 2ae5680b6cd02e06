// Schedules of EventBridge: `rate(5 minutes)`, `cron(0 1 * * ? *)`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace btsinfra {

struct ScheduleFault {
  std::string why;   // in the words of a message
  std::string help;  // a way out
};

// Nothing where EventBridge takes it.
[[nodiscard]] std::optional<ScheduleFault> schedule_fault(std::string_view text);

}  // namespace btsinfra
