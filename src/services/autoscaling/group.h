// What checks, contributions and lowering of an Auto Scaling group all ask of its settings.
#pragma once

#include "btsinfra/services/common.h"
#include "btsinfra/services/compute.h"

#include "services/ec2/instance.h"

namespace btsinfra {

// The load balancer that the group stands behind; nullptr: none.
[[nodiscard]] const Component* load_balancer_of(const Component& group,
                                                const ResolvedSystem& system);

// The port on which the instances serve: their own, else the one that the load balancer sends
// to.
[[nodiscard]] PortRange served_port(const Component& group, const ResolvedSystem& system);

// The settings as those of an instance; `served` must outlive what is returned.
[[nodiscard]] InstanceSettings instance_settings(const AutoScalingGroup& group,
                                                 const PortRange& served);

}  // namespace btsinfra
