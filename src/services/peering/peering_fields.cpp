#include "btsinfra/services/peering.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field peering_fields[] = {
    field<&Peering::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Peering>() {
  static const Type type = record<Peering>(
      "a peering", "A VPC peering connection with the routes of both sides.", peering_fields);
  return type;
}

}  // namespace btsinfra::fields
