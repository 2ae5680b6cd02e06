#include "services/log_retention.h"

#include <algorithm>
#include <array>

#include "diag/ids/network.h"

namespace btsinfra {
namespace {

// CloudWatch Logs takes only these (PutRetentionPolicy).
constexpr std::array retention_days{1,   3,   5,   7,   14,   30,   60,   90,   120,  150,  180,
                                    365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653};

}  // namespace

void check_retention(const Place& place, int days, const ResolvedSystem& system,
                     Diagnostics& diags) {
  const auto* next = std::lower_bound(retention_days.begin(), retention_days.end(), days);
  if (next != retention_days.end() && *next == days) return;
  const int near = next == retention_days.end() ? retention_days.back() : *next;
  diags
      .report(ids::LogRetention, system.places().value(place),
              "CloudWatch Logs cannot keep records for {} days", days)
      .help("the next period it offers is " + std::to_string(near) + " days");
}

}  // namespace btsinfra
