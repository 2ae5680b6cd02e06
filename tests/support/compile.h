// For tests: one blueprint, given as text, through the stages up to lowering.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/pipeline.h"

namespace btsinfra::test {

struct Compiled {
  CompileResult result;
  std::vector<Diagnostic> diagnostics;
  Lowered lowered;  // empty where nothing was lowered
};

// The blueprint stands in `blueprint.yaml` of a folder of its own, in memory.
[[nodiscard]] Compiled compile_yaml(std::string_view yaml);
// Several files of one folder.
[[nodiscard]] Compiled compile_files(const FileSet& files, Stage last = Stage::Lower);

// nullptr where there is none of that id.
[[nodiscard]] const cfn::Resource* find(const Compiled& compiled, std::string_view logical_id);

// Compact text like JSON: {"Key": "value", "Other": [1, true]}; symbols as <LogicalId> and
// <LogicalId.Attribute>, parameters as <Name>, texts as <"…", …>, functions as {"Fn::Sub": …}.
[[nodiscard]] std::string rendered(const cfn::Value& value);

// {"BTS3150"}, in the order of the file.
[[nodiscard]] std::vector<std::string> found_ids(const Compiled& compiled);
// The findings as people read them, for INFO.
[[nodiscard]] std::string text(const Compiled& compiled);

}  // namespace btsinfra::test
