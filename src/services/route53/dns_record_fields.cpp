#include "btsinfra/services/dns_record.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field dns_record_fields[] = {
    field<&DnsRecord::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<DnsRecord>() {
  static const Type type =
      record<DnsRecord>("a record", "DNS records of one purpose.", dns_record_fields);
  return type;
}

}  // namespace btsinfra::fields
