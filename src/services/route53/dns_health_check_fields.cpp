#include "btsinfra/services/dns_health_check.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field dns_health_check_fields[] = {
    field<&DnsHealthCheck::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<DnsHealthCheck>() {
  static const Type type =
      record<DnsHealthCheck>("a health check", "A Route 53 health check.", dns_health_check_fields);
  return type;
}

}  // namespace btsinfra::fields
