// What EC2 instances have in common, whether they stand alone (bastions) or come from a launch
// template (Auto Scaling groups).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/services/common.h"
#include "btsinfra/services/compute.h"

#include "services/lowering.h"

namespace btsinfra {

// The settings of an instance, wherever they stand; for the length of a call. Its fields bear
// the same names in every kind, so that findings know their places.
struct InstanceSettings {
  const Late<std::string>& instance;
  const Ref<Image>& image;
  const std::optional<Late<std::string>>& key;
  const std::vector<AllowRule>& allow;
  std::span<const PortRange> own_ports;  // what a rule without ports opens
  const std::optional<Volume>& volume;   // none: as large as the image needs
  const Environment& environment;
  const Text& user_data;
  const Ref<EcsCluster>& cluster;  // that it is a host of; empty: none
};

// ---- checks ---------------------------------------------------------------------------------

// Class, image, root volume, user data and who may connect.
void check_instance(const Component& component, const InstanceSettings& settings,
                    const ResolvedSystem& system, Diagnostics& diags);

// ---- processors -----------------------------------------------------------------------------

enum class Architecture : std::uint8_t { X86, Arm };

// Of a class: `t4g.micro` has an Arm processor, `g4dn.xlarge` has not. Takes any text.
[[nodiscard]] Architecture architecture(std::string_view instance_class);
// The classes that the setting can stand for: itself, or those that its parameter admits, else
// that parameter's default. Empty: nobody knows before the deployment.
[[nodiscard]] std::vector<std::string> possible_classes(const Component& component,
                                                        const Late<std::string>& instance_class,
                                                        const ResolvedSystem& system);

// ---- values ---------------------------------------------------------------------------------

enum class ImageUse : std::uint8_t { Plain, ContainerHost };

// Amazon Linux 2023 for the processor of that class, as AWS keeps it current; for hosts of
// containers the one with Docker and the agent of ECS.
[[nodiscard]] cfn::Value default_image(const Component& component,
                                       const Late<std::string>& instance_class, Lowering& lowering,
                                       ImageUse use = ImageUse::Plain);
// The image that the settings name, else the default.
[[nodiscard]] cfn::Value image_of(const Component& component, const InstanceSettings& settings,
                                  Lowering& lowering);
// BlockDeviceMappings: the root volume, encrypted, under the name that the image knows it by.
[[nodiscard]] cfn::List block_devices(const Component& component, const InstanceSettings& settings,
                                      const ResolvedSystem& system);
// MetadataOptions: version 2 of the metadata service only, reachable over so many network hops.
[[nodiscard]] cfn::Map metadata_options(int hops);
// GiB that the image itself takes, where it is the default one.
[[nodiscard]] int default_image_size(const InstanceSettings& settings);

}  // namespace btsinfra
