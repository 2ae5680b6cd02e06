// Images, bastions and Auto Scaling groups: settings.
#pragma once

#include "btsinfra/services/common.h"

namespace btsinfra {

struct EcsCluster;

// Variables that a script finds set, by name.
using Environment = ByName<Text>;

// Exactly one of `ssm`, `id` and `by_region`.
struct Image {
  std::string ssm{};                // name of an SSM parameter that holds the id
  Late<std::string> id{};           // ami-…
  ByName<std::string> by_region{};  // region -> ami-…
  std::string root_device{};  // none: /dev/sda1 for Ubuntu's and Windows' images, else /dev/xvda

  bool operator==(const Image&) const = default;
};

// One instance in each subnet of a public tier, to log in through.
struct Bastion {
  Late<std::string> instance = "t3.micro";
  Ref<SubnetTier> subnets{};
  Ref<btsinfra::Image> image{};  // none: Amazon Linux 2023 for the class's processor
  std::optional<Late<std::string>> key{};
  std::vector<AllowRule> allow{};  // SSH unless ports are given
  bool elastic_ips = true;         // an address that survives stop and start
  bool session_manager = true;
  Environment environment{};  // exported before user_data
  Text user_data{};
  std::optional<Volume> volume{};  // none: as large as the image needs
  ComponentOptions options{};

  bool operator==(const Bastion&) const = default;
};

struct GroupSize {
  int min = 1;
  int max = 1;
  std::optional<int> desired{};

  bool operator==(const GroupSize&) const = default;
};

struct RollingUpdate {
  int batch = 1;
  std::optional<int> in_service{};  // none: the group's minimum, but below its maximum
  int pause = 300;                  // seconds

  bool operator==(const RollingUpdate&) const = default;
};

// How many hosts of containers there are follows from the tasks that want to run.
struct HostCapacity {
  int target = 100;      // percent of the hosts that shall be in use
  bool protect = false;  // hosts with tasks on them are not taken away

  bool operator==(const HostCapacity&) const = default;
};

struct AutoScalingGroup {
  Text name{};
  Late<std::string> instance = "t3.micro";
  Ref<SubnetTier> subnets{};
  Ref<Image> image{};
  std::optional<Late<std::string>> key{};
  GroupSize size{};
  std::optional<Late<int>> target_cpu{};  // percent; none: the group does not scale by itself
  int warmup = 300;                       // seconds
  Ref<EcsCluster> cluster{};              // whose containers run on the instances
  std::optional<HostCapacity> capacity_provider{};  // none: tasks do not move the group's size
  Ref<LoadBalancer> behind{};
  std::optional<int> port{};  // where the instances serve; none: where `behind` sends to, else 80
  int grace = 300;            // seconds before health checks count
  std::vector<AllowRule> allow{};
  std::vector<AnyRef> reads{};
  std::vector<AnyRef> writes{};
  bool session_manager = true;
  int metadata_hops = 1;
  std::optional<Volume> volume{};  // none: as large as the image needs
  RollingUpdate update{};
  Environment environment{};  // exported before user_data
  Text user_data{};
  ComponentOptions options{};

  bool operator==(const AutoScalingGroup&) const = default;
};

}  // namespace btsinfra
