#include "btsinfra/services/container_service.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field container_service_fields[] = {
    field<&ContainerService::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<ContainerService>() {
  static const Type type = record<ContainerService>(
      "a container service", "An ECS service with its task definition.", container_service_fields);
  return type;
}

}  // namespace btsinfra::fields
