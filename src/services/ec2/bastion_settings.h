// A bastion's settings as those of an instance.
#pragma once

#include "btsinfra/services/common.h"
#include "btsinfra/services/compute.h"

#include "services/ec2/instance.h"

namespace btsinfra {

inline constexpr PortRange bastion_ports[] = {{22, 22}};

// The settings must outlive what is returned.
[[nodiscard]] inline InstanceSettings instance_settings(const Bastion& bastion) {
  static const Ref<EcsCluster> no_cluster;
  return {bastion.instance, bastion.image,       bastion.key,       bastion.allow, bastion_ports,
          bastion.volume,   bastion.environment, bastion.user_data, no_cluster};
}

}  // namespace btsinfra
