#include "btsinfra/services/encryption_key.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field encryption_key_fields[] = {
    field<&EncryptionKey::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<EncryptionKey>() {
  static const Type type =
      record<EncryptionKey>("a key", "A KMS key of your own.", encryption_key_fields);
  return type;
}

}  // namespace btsinfra::fields
