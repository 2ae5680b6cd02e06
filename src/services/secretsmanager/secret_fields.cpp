#include "btsinfra/services/secret.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field secret_fields[] = {
    field<&Secret::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Secret>() {
  static const Type type =
      record<Secret>("a secret", "A secret that AWS generates and keeps.", secret_fields);
  return type;
}

}  // namespace btsinfra::fields
