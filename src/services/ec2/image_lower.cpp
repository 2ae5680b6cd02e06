// AWS facts this rests on:
// - A parameter of type AWS::SSM::Parameter::Value<AWS::EC2::Image::Id> has the SSM parameter's
//   name as its default, and Ref gives the id that stood there when the stack was last created
//   or updated. CloudFormation refuses the deployment if that is no image of the region.
// - Image ids are regional: a mapping needs an entry for each region, and a template that
//   serves several regions picks its own with Ref AWS::Region.
#include "btsinfra/services/compute.h"

#include "services/ec2/image.h"
#include "services/lowering.h"
#include "support/check.h"

namespace btsinfra {
namespace {

constexpr std::string_view mapping_key = "ImageId";

cfn::Value referenced(const Component& from, const Reference& reference,
                      const ResolvedSystem& system) {
  const auto found = system.lookup(from.blueprint, reference.path, "");
  const auto* target = std::get_if<ReferenceTarget>(&found);
  BTS_CHECK(target != nullptr, "lowering sees only references that were resolved");
  return target->component->kind->value(*target->component, target->attribute_name(), system);
}

}  // namespace

std::string image_parameter_id(std::string_view name) { return upper_camel(name) + "Image"; }

std::string image_mapping_id(std::string_view name) { return upper_camel(name) + "Images"; }

std::span<const Attribute> ImageKind::attributes() const {
  static constexpr Attribute known[] = {
      {.name = "id",
       .doc = "The image's id (`ami-…`) in the blueprint's region.",
       .constant = true,
       .meaning = fields::Meaning::Image},
  };
  return known;
}

cfn::Value ImageKind::value(const Component& component, std::string_view /*attribute*/,
                            const ResolvedSystem& system) const {
  const auto& image = component.as<Image>();
  if (!image.ssm.empty()) {
    return cfn::ParameterSymbol{static_cast<std::uint32_t>(component.blueprint),
                                image_parameter_id(component.name)};
  }
  if (!image.by_region.empty()) {
    return cfn::intrinsic("Fn::FindInMap", cfn::List{image_mapping_id(component.name),
                                                     cfn::ref("AWS::Region"), mapping_key});
  }
  if (const std::string* literal = image.id.literal()) return *literal;
  return referenced(component, *image.id.reference(), system);
}

void ImageKind::lower(const Component& component, Lowering& lowering) const {
  const auto& image = component.as<Image>();
  if (!image.ssm.empty()) {
    cfn::Parameter parameter;
    parameter.type = "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>";
    parameter.description = "SSM parameter with the id of " + component.label();
    parameter.default_value = cfn::Value(image.ssm);
    lowering.parameter(component, image_parameter_id(component.name), std::move(parameter));
  }
  if (!image.by_region.empty()) {
    cfn::Map mapping;
    for (const auto& [region, id] : image.by_region) {
      mapping.set(region, cfn::Map{{std::string(mapping_key), id}});
    }
    lowering.mapping(component, image_mapping_id(component.name), std::move(mapping));
  }
}

}  // namespace btsinfra
