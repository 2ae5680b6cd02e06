// `btsinfra lint`: everything that `build` would find, in the base and in every scenario, and what
// could be better.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/env.h"
#include "cli/exit_status.h"
#include "cli/rule_set.h"
#include "cli/views/findings.h"
#include "diag/diagnostics.h"
#include "driver/options.h"

namespace btsinfra {

enum class LintFormat : std::uint8_t { Text, Json, Sarif, Github, Junit };

struct LintArguments {
  std::vector<std::string> paths;
  FrontEnd front_end;  // of a program with systems of its own; none: YAML at `paths`
  LintFormat format = LintFormat::Text;
  std::optional<Severity> fail_on = Severity::Error;  // none: never
  RuleSet select = RuleSet::all();                    // of warnings and advice
  RuleSet ignore;
  std::string today;  // empty: the day it is
  bool locked = false;
  bool colour = false;
  bool fix = false;                              // mend what can be mended without thought
  bool dry_run = false;                          // only show how
  std::size_t most_shown = most_findings_shown;  // to people; 0: all
  CrossRegion cross_region = CrossRegion::Parameters;
};

[[nodiscard]] ExitStatus run_lint(const LintArguments& arguments, const Env& env);

// Every rule with its severity and title.
[[nodiscard]] ExitStatus list_rules(LintFormat format, const Env& env);

}  // namespace btsinfra
