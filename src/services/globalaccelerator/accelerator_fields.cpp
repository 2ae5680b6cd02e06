#include "btsinfra/services/accelerator.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field accelerator_fields[] = {
    field<&Accelerator::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Accelerator>() {
  static const Type type = record<Accelerator>(
      "an accelerator", "A Global Accelerator with its listeners and endpoint groups.",
      accelerator_fields);
  return type;
}

}  // namespace btsinfra::fields
