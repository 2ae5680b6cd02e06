// The last stage: the plan as files in memory. Nothing is decided here any more.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "diag/diagnostics.h"
#include "services/resolved.h"
#include "stages/partition/partition.h"
#include "stages/partition/plan.h"
#include "support/file_system.h"
#include "support/source.h"

namespace btsinfra {

enum class TemplateFormat : std::uint8_t { Yaml, Json };

struct EmitInput {
  const Plan& plan;
  const ResolvedSystem& system;
  const SourceMap& sources;
  const std::vector<std::string>& files;  // per blueprint, as shown to people
  TemplateFormat format = TemplateFormat::Yaml;
  std::string scenario{};  // empty: the base
  CrossRegion cross_region = CrossRegion::Parameters;
};

// Templates by `<blueprint>/<layer>.yaml` and manifest.json; their bytes depend on the input and
// the format only.
[[nodiscard]] FileSet emit(const EmitInput& input, Diagnostics& diags);

// What `emit` finds, without the files: only templates that may be near a quota are written out.
void check_sizes(const EmitInput& input, Diagnostics& diags);

// "btsinfra 0.1.0"
[[nodiscard]] std::string generator();

}  // namespace btsinfra
