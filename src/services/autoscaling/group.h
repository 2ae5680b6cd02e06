// What checks, contributions and lowering of an Auto Scaling group all ask of its settings.
#pragma once

#include "btsinfra/services/common.h"
#include "btsinfra/services/compute.h"

#include "services/ec2/instance.h"

namespace btsinfra {

// The load balancer that the group stands behind; nullptr: none.
[[nodiscard]] const Component* load_balancer_of(const Component& group,
                                                const ResolvedSystem& system);

// The cluster whose containers run on the instances; nullptr: none.
[[nodiscard]] const Component* cluster_of(const Component& group, const ResolvedSystem& system);

// Logical ids, for services that wait for the instances or are placed by the provider.
[[nodiscard]] std::string auto_scaling_group_id(std::string_view name);
[[nodiscard]] std::string capacity_provider_id(std::string_view name);

// The port on which the instances serve: their own, else the one that the load balancer sends
// to.
[[nodiscard]] PortRange served_port(const Component& group, const ResolvedSystem& system);

// The settings as those of an instance; `served` must outlive what is returned.
[[nodiscard]] InstanceSettings instance_settings(const AutoScalingGroup& group,
                                                 const PortRange& served);

}  // namespace btsinfra
