#include "btsinfra/services/distribution.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field distribution_fields[] = {
    field<&Distribution::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Distribution>() {
  static const Type type =
      record<Distribution>("a distribution", "A CloudFront distribution.", distribution_fields);
  return type;
}

}  // namespace btsinfra::fields
