// The field table of `clusters`.
#include "btsinfra/services/cluster.h"

#include "services/records.h"

namespace btsinfra::fields {

template <>
const Type& type_of<ContainerInsights>();

namespace {

struct InsightsNames {
  static constexpr std::string_view names[] = {"enabled", "enhanced", "disabled"};
};

constexpr Field cluster_fields[] = {
    field<&EcsCluster::name>("name",
                             "Its name. With a name of its own it cannot be replaced in "
                             "place.")
        .within(1, 255)
        .without("CloudFormation chooses"),
    field<&EcsCluster::insights>(
        "insights",
        "Container Insights: metrics of services and tasks; `enhanced` adds those of containers. "
        "CloudWatch charges for them."),
    field<&EcsCluster::options>("options", "").among_own(),
};

}  // namespace

template <>
const Type& type_of<ContainerInsights>() {
  static const Type type = describe_choice<ContainerInsights, InsightsNames>("insights");
  return type;
}

template <>
const Type& type_of<EcsCluster>() {
  static const Type type = record<EcsCluster>("a cluster", "An ECS cluster.", cluster_fields);
  return type;
}

}  // namespace btsinfra::fields
