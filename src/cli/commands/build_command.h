// `btsinfra build`: compile blueprints to a build folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/env.h"
#include "cli/exit_status.h"
#include "driver/options.h"

namespace btsinfra {

enum class FindingsFormat : std::uint8_t { Text, Json };

struct BuildArguments {
  std::vector<std::string> paths;
  FrontEnd front_end;  // of a program with systems of its own; none: YAML at `paths`
  std::string output = "templates_out";
  std::optional<std::string> scenario;
  bool all_scenarios = false;
  CrossRegion cross_region = CrossRegion::Parameters;
  TemplateFormat templates = TemplateFormat::Yaml;
  FindingsFormat findings = FindingsFormat::Text;
  bool locked = false;
  bool quiet = false;               // no summary
  bool verbose = false;             // tell which files are read and written
  std::optional<Stage> stop_after;  // nothing is written unless the last stage ran
  std::optional<Stage> dump;        // print what this stage made; nothing is written
};

[[nodiscard]] ExitStatus run_build(const BuildArguments& arguments, const Env& env);

}  // namespace btsinfra
