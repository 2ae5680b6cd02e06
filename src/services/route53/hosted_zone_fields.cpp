#include "btsinfra/services/hosted_zone.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field hosted_zone_fields[] = {
    field<&HostedZone::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<HostedZone>() {
  static const Type type =
      record<HostedZone>("a hosted zone", "A DNS zone, created or existing.", hosted_zone_fields);
  return type;
}

}  // namespace btsinfra::fields
