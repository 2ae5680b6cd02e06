// AWS facts this rests on:
// - AWS publishes the id of the newest Amazon Linux 2023 image under a public SSM parameter of
//   the same name in every region, one for each processor architecture.
// - A root volume is described by a block device mapping with the image's own name for it;
//   under any other name the instance would get a second volume and keep its root unencrypted.
// - Version 1 of the metadata service answers anybody who can make the instance fetch a URL,
//   with the credentials of its role: HttpTokens `required` turns it off. An answer travels no
//   more network hops than HttpPutResponseHopLimit; 1 keeps it inside the instance, containers
//   in bridge mode are one further.
#include <algorithm>

#include "btsinfra/services/compute.h"

#include "services/ec2/instance.h"

namespace btsinfra {
namespace {

const Component* named_image(const Component& component, const InstanceSettings& settings,
                             const ResolvedSystem& system) {
  return system.target(component, settings.image.target(), "images");
}

std::string root_device(const Component* image) {
  constexpr const char* amazon_linux = "/dev/xvda";
  if (image == nullptr) return amazon_linux;
  const auto& settings = image->as<Image>();
  if (!settings.root_device.empty()) return settings.root_device;
  const auto names = [&](std::string_view word) {
    return settings.ssm.find(word) != std::string::npos;
  };
  return names("/canonical/ubuntu") || names("windows") ? "/dev/sda1" : amazon_linux;
}

struct DefaultImage {
  std::string_view parameter;
  std::string_view description;
  std::string_view ssm;
};

// By use, then by processor: x86, Arm.
constexpr DefaultImage default_images[] = {
    {"LatestAmazonLinux", "SSM parameter with the newest Amazon Linux 2023",
     "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"},
    {"LatestAmazonLinuxArm", "SSM parameter with the newest Amazon Linux 2023 for Arm processors",
     "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"},
    {"LatestContainerHost", "SSM parameter with the newest image for hosts of containers",
     "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"},
    {"LatestContainerHostArm",
     "SSM parameter with the newest image for hosts of containers with Arm processors",
     "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id"},
};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

// A class reads <series><generation><options>.<size>: "m7gd.large" is series m, generation 7,
// options g (Graviton) and d. Only the first Graviton machines, a1, had no option for it.
Architecture architecture(std::string_view instance_class) {
  std::string_view family = instance_class.substr(0, instance_class.find('.'));
  if (family == "a1") return Architecture::Arm;
  const auto generation = std::find_if(family.begin(), family.end(), is_digit);
  const auto options = std::find_if_not(generation, family.end(), is_digit);
  const auto end = std::find_if_not(options, family.end(), is_letter);
  return std::find(options, end, 'g') == end ? Architecture::X86 : Architecture::Arm;
}

std::vector<std::string> possible_classes(const Component& component,
                                          const Late<std::string>& instance_class,
                                          const ResolvedSystem& system) {
  if (const std::string* literal = instance_class.literal()) return {*literal};
  const Component* named = system.target(component, *instance_class.reference());
  return named == nullptr ? std::vector<std::string>{} : named->kind->possible_values(*named);
}

cfn::Value default_image(const Component& component, const Late<std::string>& instance_class,
                         Lowering& lowering, ImageUse use) {
  const std::vector<std::string> classes =
      possible_classes(component, instance_class, lowering.system());
  const bool arm = !classes.empty() && architecture(classes.front()) == Architecture::Arm;
  const DefaultImage& image =
      default_images[(use == ImageUse::ContainerHost ? 2U : 0U) + (arm ? 1U : 0U)];
  cfn::Parameter parameter;
  parameter.type = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>";
  parameter.description = std::string(image.description);
  parameter.default_value = cfn::Value(image.ssm);
  return lowering.parameter(component, std::string(image.parameter), std::move(parameter));
}

int default_image_size(const InstanceSettings& settings) {
  constexpr int plain = 8;
  constexpr int container_host = 30;
  return settings.cluster.empty() ? plain : container_host;
}

cfn::Value image_of(const Component& component, const InstanceSettings& settings,
                    Lowering& lowering) {
  const Component* image = named_image(component, settings, lowering.system());
  if (image == nullptr) {
    return default_image(component, settings.instance, lowering,
                         settings.cluster.empty() ? ImageUse::Plain : ImageUse::ContainerHost);
  }
  return image->kind->value(*image, "id", lowering.system());
}

cfn::List block_devices(const Component& component, const InstanceSettings& settings,
                        const ResolvedSystem& system) {
  const Volume volume = settings.volume.value_or(Volume{.size = default_image_size(settings)});
  return {cfn::Map{{"DeviceName", root_device(named_image(component, settings, system))},
                   {"Ebs", cfn::Map{{"VolumeSize", volume.size},
                                    {"VolumeType", volume.type},
                                    {"Encrypted", true},
                                    {"DeleteOnTermination", true}}}}};
}

cfn::Map metadata_options(int hops) {
  return {
      {"HttpEndpoint", "enabled"}, {"HttpTokens", "required"}, {"HttpPutResponseHopLimit", hops}};
}

}  // namespace btsinfra
