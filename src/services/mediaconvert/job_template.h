// The kind `job_templates`: MediaConvert job templates, each with its queue and its role.
#pragma once

#include "btsinfra/services/job_template.h"

#include "services/kind.h"

namespace btsinfra {

class MediaJobTemplateKind : public MapKind<MediaJobTemplate> {
 public:
  static constexpr std::string_view summary =
      "Templates of video jobs (AWS Elemental MediaConvert), by name.";

  [[nodiscard]] std::string_view key() const override { return "job_templates"; }
  [[nodiscard]] std::string_view noun() const override { return "job template"; }
  [[nodiscard]] std::span<const Attribute> attributes() const override;
  [[nodiscard]] std::string_view default_attribute() const override { return "name"; }
  void check(const Component& component, const ResolvedSystem& system,
             Diagnostics& diags) const override;
  void lower(const Component& component, Lowering& lowering) const override;
  [[nodiscard]] cfn::Value value(const Component& component, std::string_view attribute,
                                 const ResolvedSystem& system) const override;
};

}  // namespace btsinfra
