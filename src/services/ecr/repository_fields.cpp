#include "btsinfra/services/repository.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field repository_fields[] = {
    field<&Repository::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<Repository>() {
  static const Type type =
      record<Repository>("a repository", "A repository of container images.", repository_fields);
  return type;
}

}  // namespace btsinfra::fields
