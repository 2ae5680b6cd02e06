// The kind `images`: machine images for bastions and Auto Scaling groups.
//
// An image makes no resource. It becomes what the instances' templates need to name it: a
// parameter of an SSM type, a plain id, or a mapping from regions to ids.
#pragma once

#include <string>
#include <string_view>

#include "btsinfra/services/compute.h"

#include "services/kind.h"

namespace btsinfra {

class ImageKind : public MapKind<Image> {
 public:
  static constexpr std::string_view summary =
      "Machine images that bastions and Auto Scaling groups start from, by name.";

  [[nodiscard]] std::string_view key() const override { return "images"; }
  [[nodiscard]] std::string_view noun() const override { return "image"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "id"; }
  // Ids differ from region to region, and so do the parameters and mappings that an image becomes.
  [[nodiscard]] bool shared() const override { return false; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

// What an image becomes in templates: a parameter ("GoldenImage") where it is named by SSM, a
// mapping ("GoldenImages") where it is by region.
[[nodiscard]] std::string image_parameter_id(std::string_view name);
[[nodiscard]] std::string image_mapping_id(std::string_view name);

}  // namespace btsinfra
