// The kind `alarms`.
#pragma once

#include "btsinfra/services/alarm.h"

#include "services/kind.h"

namespace btsinfra {

class AlarmKind : public MapKind<Alarm> {
 public:
  static constexpr std::string_view summary = "Alarms on metrics (Amazon CloudWatch), by name.";

  [[nodiscard]] std::string_view key() const override { return "alarms"; }
  [[nodiscard]] std::string_view noun() const override { return "alarm"; }
};

}  // namespace btsinfra
