// Clusters that containers run on: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

enum class ContainerInsights : std::uint8_t { Enabled, Enhanced, Disabled };

struct EcsCluster {
  std::string name{};  // none: CloudFormation chooses
  ContainerInsights insights = ContainerInsights::Enabled;
  ComponentOptions options{};

  bool operator==(const EcsCluster&) const = default;
};

}  // namespace btsinfra
