#include "cli/views/findings.h"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "btsinfra/model/blueprint.h"

#include "diag/render_json.h"
#include "diag/render_text.h"
#include "driver/build_folder.h"
#include "stages/emit/deploy_script.h"

namespace btsinfra {
namespace {

std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace

void print_findings(const CompileResult& result, const Env& env) {
  std::size_t shown = 0;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::vector<Diagnostic> findings = result.diagnostics.sorted();
  for (const Diagnostic& finding : findings) {
    if (finding.severity == Severity::Error) ++errors;
    if (finding.severity == Severity::Warning) ++warnings;
    if (shown++ < most_findings_shown) {
      env.err << render_text(finding, *result.sources, env.colour) << '\n';
    }
  }
  if (findings.empty()) return;
  if (shown > most_findings_shown) {
    env.err << fmt::format("… and {} more\n", counted(shown - most_findings_shown, "finding"));
  }
  std::string line;
  if (errors > 0) line = counted(errors, "error");
  if (warnings > 0) line += (line.empty() ? "" : ", ") + counted(warnings, "warning");
  env.err << line;
  if (errors > 0) {
    auto first = std::find_if(findings.begin(), findings.end(), [](const Diagnostic& finding) {
      return finding.severity == Severity::Error;
    });
    env.err << fmt::format("; nothing was written. `btsinfra explain {}` tells more",
                           id_text(first->id));
  }
  env.err << '\n';
}

void print_summary(const CompileResult& result, const BuildArguments& arguments, double seconds,
                   const Env& env) {
  for (const CompiledSystem& system : result.systems) {
    std::size_t resources = 0;
    std::size_t asked = 0;
    for (const Stack& stack : system.plan->stacks) {
      resources += stack.body.resources.size();
      for (const auto& [name, parameter] : stack.parameters) {
        asked += parameter.value || parameter.output ? 0 : 1;
      }
    }
    std::string folder = build_folder(arguments.output, system);
    std::string shown = system.loaded.system.name;
    if (!system.state.is_base()) shown += ", scenario " + system.state.name;
    env.out << fmt::format("{}: {} with {} in {}/ ({:.0f} ms)\n", shown,
                           counted(system.plan->stacks.size(), "stack"),
                           counted(resources, "resource"), folder, seconds * 1000);
    // Beside the base a line each is enough.
    if (arguments.all_scenarios && !system.state.is_base()) continue;
    for (const Stack& stack : system.plan->stacks) {
      env.out << fmt::format("  {}. {:<40} {:>4}  {}\n", stack.wave, stack.name,
                             stack.body.resources.size(), stack.region.name());
    }
    if (system.plan->stacks.empty()) {
      env.out << "  The blueprints hold no component yet: add a `network:` to begin with.\n";
      continue;
    }
    env.out << fmt::format(
        "Next: read the templates, then run {}/{}, first with --dry-run{}.\n", folder,
        deploy_script_name,
        asked > 0 ? fmt::format("; {} to be given",
                                counted(asked, "value") + (asked == 1 ? " has" : " have"))
                  : "");
  }
}

void print_inputs(const CompileResult& result, const Env& env) {
  std::set<std::string> told;  // once, however many states are built of them
  for (const CompiledSystem& system : result.systems) {
    for (std::size_t b = 0; b < system.loaded.files.size(); ++b) {
      if (!told.insert(system.loaded.files[b]).second) continue;
      env.err << fmt::format("read {} as blueprint {} of system {}\n", system.loaded.files[b],
                             system.loaded.system.blueprints[b].name, system.loaded.system.name);
      if (!system.loaded.locks[b].empty())
        env.err << fmt::format("read {}\n", system.loaded.lock_files[b]);
    }
  }
}

void print_outputs(const std::string& output, const CompiledSystem& system, const Env& env) {
  for (const auto& [path, content] : system.files) {
    env.err << fmt::format("wrote {}/{} ({} bytes)\n", build_folder(output, system), path,
                           content.size());
  }
  for (std::size_t b = 0; b < system.loaded.lock_files.size(); ++b) {
    if (system.resolution.locks[b] == system.loaded.locks[b]) continue;
    env.err << fmt::format("wrote {}: commit it with the blueprint\n", system.loaded.lock_files[b]);
  }
}

void print_json(const CompileResult& result, const BuildArguments& arguments, bool written,
                const Env& env) {
  nlohmann::ordered_json json = to_json(result.diagnostics.sorted(), *result.sources);
  json["builds"] = nlohmann::ordered_json::array();
  for (const CompiledSystem& system : result.systems) {
    if (!written || !system.plan) continue;
    std::size_t resources = 0;
    for (const Stack& stack : system.plan->stacks) resources += stack.body.resources.size();
    const std::string& scenario = system.state.name;
    json["builds"].push_back({{"system", system.loaded.system.name},
                              {"scenario", scenario.empty() ? nlohmann::ordered_json(nullptr)
                                                            : nlohmann::ordered_json(scenario)},
                              {"folder", build_folder(arguments.output, system)},
                              {"stacks", system.plan->stacks.size()},
                              {"resources", resources}});
  }
  env.out << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

}  // namespace btsinfra
