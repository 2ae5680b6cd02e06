#include "btsinfra/services/event_rule.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field event_rule_fields[] = {
    field<&EventRule::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<EventRule>() {
  static const Type type = record<EventRule>(
      "an event rule", "An EventBridge rule with its targets.", event_rule_fields);
  return type;
}

}  // namespace btsinfra::fields
