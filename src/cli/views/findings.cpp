#include "cli/views/findings.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/reading.h"
#include "diag/render_json.h"
#include "diag/render_text.h"
#include "diag/source_excerpt.h"
#include "driver/build_folder.h"
#include "stages/emit/deploy_script.h"

namespace btsinfra {
namespace {

std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

// Many findings of one rule are one thing to do.
constexpr std::size_t many_findings = 25;

void print_rules(const std::vector<Diagnostic>& findings, std::ostream& out) {
  std::map<Id, std::size_t> counts;
  for (const Diagnostic& finding : findings) ++counts[finding.id];
  std::vector<std::pair<Id, std::size_t>> rules(counts.begin(), counts.end());
  std::stable_sort(rules.begin(), rules.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  constexpr std::size_t most_rules = 20;
  for (std::size_t i = 0; i < rules.size() && i < most_rules; ++i) {
    out << fmt::format("{:>6} × {}  {}\n", rules[i].second, id_text(rules[i].first),
                       info(rules[i].first).title);
  }
  if (rules.size() > most_rules) {
    out << fmt::format("         and {} of other rules\n", rules.size() - most_rules);
  }
  out << '\n';
}

// So many of them, in their order: whatever is left out is no graver than what is kept.
std::vector<Diagnostic> gravest(std::vector<Diagnostic> findings, std::size_t most) {
  if (findings.size() <= most) return findings;
  std::vector<Severity> order;
  for (const Diagnostic& finding : findings) order.push_back(finding.severity);
  const auto nth = order.begin() + static_cast<std::ptrdiff_t>(most) - 1;
  std::nth_element(order.begin(), nth, order.end(), std::greater<>());
  const Severity last = *nth;
  auto room = static_cast<std::ptrdiff_t>(most) -
              std::count_if(order.begin(), order.end(),
                            [last](Severity severity) { return severity > last; });
  std::erase_if(findings, [&](const Diagnostic& finding) {
    return finding.severity < last || (finding.severity == last && room-- <= 0);
  });
  return findings;
}

}  // namespace

void print_findings(const std::vector<Diagnostic>& findings, const FindingsView& view,
                    std::ostream& out) {
  const std::size_t most = view.most_shown == 0 ? findings.size() : view.most_shown;
  for (const Diagnostic& finding : gravest(findings, most)) {
    out << render_text(finding, view.sources, view.colour) << '\n';
  }
  if (findings.size() > most) {
    out << fmt::format("… and {} more\n\n", counted(findings.size() - most, "finding"));
  }
  if (findings.size() > many_findings) print_rules(findings, out);
}

std::string counted_findings(const std::vector<Diagnostic>& findings) {
  auto number = [&](Severity severity) {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(),
                      [=](const Diagnostic& finding) { return finding.severity == severity; }));
  };
  std::string line;
  auto add = [&](const std::string& part) { line += (line.empty() ? "" : ", ") + part; };
  if (const std::size_t errors = number(Severity::Error)) add(counted(errors, "error"));
  if (const std::size_t warnings = number(Severity::Warning)) add(counted(warnings, "warning"));
  if (const std::size_t advice = number(Severity::Advice)) {
    add(advice == 1 ? "1 piece of advice" : fmt::format("{} pieces of advice", advice));
  }
  return line;
}

void print_build_findings(const CompileResult& result, const Env& env) {
  const std::vector<Diagnostic> findings = result.diagnostics.sorted();
  if (findings.empty()) return;
  print_findings(findings, {.sources = *result.sources, .colour = env.colour}, env.err);
  env.err << counted_findings(findings);
  auto first = std::find_if(findings.begin(), findings.end(), [](const Diagnostic& finding) {
    return finding.severity == Severity::Error;
  });
  if (first != findings.end()) {
    env.err << fmt::format("; nothing was written. `{} explain {}` tells more", env.program,
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
      env.err << fmt::format(
          "read {} as blueprint {} of system {}\n", printable(system.loaded.files[b]),
          printable(system.loaded.system.blueprints[b].name), printable(system.loaded.system.name));
      if (!system.loaded.locks[b].empty())
        env.err << fmt::format("read {}\n", printable(system.loaded.lock_files[b]));
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
    env.err << fmt::format("wrote {}: commit it with the blueprint\n",
                           printable(system.loaded.lock_files[b]));
  }
}

std::vector<Diagnostic> told_to_programs(std::vector<Diagnostic> findings) {
  constexpr std::size_t most = 5'000;
  if (findings.size() <= most) return findings;
  const std::size_t found = findings.size();
  findings = gravest(findings, most);
  Diagnostics more;
  more.report(ids::TooManyFindings, Span{}, "the run found {}, of which the gravest {} are told",
              counted(found, "thing"), most)
      .help("mend some of them, or choose rules by --select and --ignore, and look again");
  findings.push_back(more.all().front());
  return findings;
}

void complain(const Env& env, std::string_view text) {
  constexpr std::size_t longest = 2000;  // bytes
  const bool cut = text.size() > longest;
  env.err << env.program << ": " << printable(text.substr(0, longest)) << (cut ? "…" : "") << '\n';
}

void print_json(const CompileResult& result, const BuildArguments& arguments, bool written,
                const Env& env) {
  nlohmann::ordered_json json =
      to_json(told_to_programs(result.diagnostics.sorted()), *result.sources);
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
