// manifest.json: what a deployment, a comparison or a person needs to know of a build without
// reading its templates. Its keys are a contract (docs/manifest.md); keys may be added.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stages/emit/emit.h"

namespace btsinfra {

// Of one emitted template.
struct TemplateFile {
  std::string path;
  std::string sha256;
};

// `templates` stand in the order of the plan's stacks.
[[nodiscard]] std::string write_manifest(const EmitInput& input,
                                         const std::vector<TemplateFile>& templates);

// The templates that a manifest of ours lists; nothing where the text is no manifest of ours.
[[nodiscard]] std::optional<std::vector<std::string>> listed_templates(std::string_view manifest);

}  // namespace btsinfra
