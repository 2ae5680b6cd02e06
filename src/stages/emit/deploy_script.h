// deploy.sh: the deployment of a build with the AWS CLI alone. It says nothing that manifest.json
// does not say; the program in it is the same for every build (emit/deploy/*.sh).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "stages/emit/emit.h"
#include "stages/emit/manifest.h"

namespace btsinfra {

inline constexpr auto deploy_script_name = "deploy.sh";

// `templates` stand in the order of the plan's stacks, `sizes` are theirs in bytes.
[[nodiscard]] std::string write_deploy_script(const EmitInput& input,
                                              const std::vector<TemplateFile>& templates,
                                              const std::vector<std::size_t>& sizes);

// The text as one word of a shell, whatever it holds: nothing in it is expanded or run.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace btsinfra
