#include "btsinfra/services/alarm.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field alarm_fields[] = {
    field<&Alarm::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Alarm>() {
  static const Type type = record<Alarm>("an alarm", "A CloudWatch alarm.", alarm_fields);
  return type;
}

}  // namespace btsinfra::fields
