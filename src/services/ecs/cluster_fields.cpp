#include "btsinfra/services/cluster.h"

#include "services/records.h"

namespace btsinfra::fields {
namespace {

constexpr Field cluster_fields[] = {
    field<&EcsCluster::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<EcsCluster>() {
  static const Type type = record<EcsCluster>("a cluster", "An ECS cluster.", cluster_fields);
  return type;
}

}  // namespace btsinfra::fields
