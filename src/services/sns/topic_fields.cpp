#include "btsinfra/services/topic.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field topic_fields[] = {
    field<&Topic::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Topic>() {
  static const Type type =
      record<Topic>("a topic", "An SNS topic with its subscriptions.", topic_fields);
  return type;
}

}  // namespace btsinfra::fields
