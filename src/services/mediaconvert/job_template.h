// The kind `job_templates`.
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
};

}  // namespace btsinfra
