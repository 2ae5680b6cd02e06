#include "btsinfra/services/certificate.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field certificate_fields[] = {
    field<&Certificate::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Certificate>() {
  static const Type type =
      record<Certificate>("a certificate", "A certificate validated by DNS.", certificate_fields);
  return type;
}

}  // namespace btsinfra::fields
