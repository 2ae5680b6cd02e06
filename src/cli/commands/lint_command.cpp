#include "cli/commands/lint_command.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "btsinfra_version.h"
#include "cli/views/findings.h"
#include "diag/explain.h"
#include "diag/render_github.h"
#include "diag/render_json.h"
#include "diag/render_junit.h"
#include "diag/render_sarif.h"
#include "diag/render_text.h"
#include "diag/source_excerpt.h"
#include "driver/fixes.h"
#include "driver/pipeline.h"
#include "support/utf8.h"

namespace btsinfra {
namespace {

// Errors are always shown: what fails when it is deployed is not a matter of taste.
std::vector<Diagnostic> chosen(const CompileResult& result, const LintArguments& arguments) {
  std::vector<Diagnostic> findings = result.diagnostics.sorted();
  std::erase_if(findings, [&](const Diagnostic& finding) {
    return finding.severity != Severity::Error &&
           (!arguments.select.contains(finding.id) || arguments.ignore.contains(finding.id));
  });
  // What YAML would have to say instead is no change to a C++ source.
  if (arguments.front_end) {
    for (Diagnostic& finding : findings) finding.fix.reset();
  }
  return findings;
}

std::string explain_hint(const std::vector<Diagnostic>& findings, const Env& env) {
  const auto worst = std::max_element(
      findings.begin(), findings.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return a.severity < b.severity; });
  return fmt::format("`{} explain {}` tells more", env.program, id_text(worst->id));
}

void print_text(const std::vector<Diagnostic>& findings, const CompileResult& result,
                const LintArguments& arguments, const Env& env) {
  print_findings(
      findings,
      {.sources = *result.sources, .most_shown = arguments.most_shown, .colour = arguments.colour},
      env.out);
  std::string line = findings.empty() ? "no findings" : counted_findings(findings);
  if (result.silenced > 0) line += fmt::format(", {} silenced", result.silenced);
  if (!findings.empty()) line += ". " + explain_hint(findings, env);
  env.out << line << '\n';
}

void print_json(const nlohmann::ordered_json& json, const Env& env) {
  env.out << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

std::vector<std::string> files_of(const CompileResult& result) {
  std::set<std::string> files;
  for (const CompiledSystem& system : result.systems) {
    files.insert(system.loaded.files.begin(), system.loaded.files.end());
  }
  return {files.begin(), files.end()};
}

void print(std::vector<Diagnostic> findings, const CompileResult& result,
           const LintArguments& arguments, const Env& env) {
  if (arguments.format != LintFormat::Text) findings = told_to_programs(std::move(findings));
  switch (arguments.format) {
    case LintFormat::Text:
      print_text(findings, result, arguments, env);
      break;
    case LintFormat::Json: {
      nlohmann::ordered_json json = to_json(findings, *result.sources);
      json["silenced"] = result.silenced;
      print_json(json, env);
      break;
    }
    case LintFormat::Sarif:
      print_json(to_sarif(findings, *result.sources, BTSINFRA_VERSION), env);
      break;
    case LintFormat::Github:
      for (const Diagnostic& finding : findings) {
        env.out << render_github(finding, *result.sources);
      }
      break;
    case LintFormat::Junit:
      env.out << to_junit(findings, *result.sources,
                          {.files = files_of(result), .fail_on = arguments.fail_on});
      break;
  }
}

CompileOptions options_of(const LintArguments& arguments, const Env& env) {
  CompileOptions options;
  options.paths = arguments.paths;
  options.front_end = arguments.front_end;
  options.all_scenarios = true;
  options.advice = true;
  options.files = false;
  options.today = arguments.today.empty() ? env.today() : arguments.today;
  options.locked = arguments.locked;
  options.cross_region = arguments.cross_region;
  return options;
}

// What one change uncovers the next may mend: a field whose name was wrong is judged only then.
constexpr int most_rounds = 10;

struct Mended {
  std::map<std::string, FixedFile> files;  // by path
  CompileResult result;                    // of what they hold then
};

Mended mend(const CompileOptions& options, CompileResult result, const FileSystem& files) {
  Mended mended;
  OverlaidFiles overlaid(files);
  for (int round = 0; round < most_rounds; ++round) {
    const std::vector<FixedFile> fixed = fixed_files(result.diagnostics.sorted(), *result.sources);
    if (fixed.empty()) break;
    for (const FixedFile& file : fixed) {
      overlaid.set(file.path, file.after);
      const auto [known, fresh] = mended.files.try_emplace(file.path, file);
      if (fresh) continue;
      known->second.after = file.after;
      known->second.changes += file.changes;
    }
    result = compile(options, overlaid);
    if (!result.io_error.empty()) break;
  }
  mended.result = std::move(result);
  return mended;
}

// Only over the text that was read: an editor may have written in between. A byte order mark, which
// reading takes off, stays.
std::optional<std::string> write(const FixedFile& file, FileSystem& files) {
  const FileResult<std::string> now = files.read(file.path, file.before.size() + utf8_bom.size());
  if (!now && now.error.kind != FileError::Kind::TooLarge) return now.error.text;
  const std::string mark = now && has_bom(*now.value) ? std::string(utf8_bom) : "";
  if (!now || *now.value != mark + file.before) {
    return "cannot mend `" + file.path + "`: it was changed meanwhile";
  }
  return files.write_file_atomically(file.path, mark + file.after);
}

// False: a file could not be written, which is told.
bool keep(const Mended& mended, const LintArguments& arguments, const Env& env) {
  for (const auto& [path, file] : mended.files) {
    if (arguments.dry_run) {
      env.out << unified_diff(file);
      continue;
    }
    if (auto error = write(file, env.files)) {
      complain(env, *error);
      return false;
    }
    env.err << fmt::format(
        "{}: {} mended\n", printable(path),
        file.changes == 1 ? "1 finding" : fmt::format("{} findings", file.changes));
  }
  return true;
}

}  // namespace

ExitStatus run_lint(const LintArguments& arguments, const Env& env) {
  const CompileOptions options = options_of(arguments, env);
  CompileResult result = compile(options, env.files);
  if (result.io_error.empty() && arguments.fix) {
    Mended mended = mend(options, std::move(result), env.files);
    result = std::move(mended.result);
    if (result.io_error.empty() && !keep(mended, arguments, env)) return ExitStatus::Outside;
    if (arguments.dry_run && result.io_error.empty()) {
      return mended.files.empty() ? ExitStatus::Success : ExitStatus::Findings;
    }
  }
  if (!result.io_error.empty()) {
    complain(env, result.io_error);
    return ExitStatus::Outside;
  }
  const std::vector<Diagnostic> findings = chosen(result, arguments);
  print(findings, result, arguments, env);
  const bool fails = std::any_of(findings.begin(), findings.end(), [&](const Diagnostic& finding) {
    return arguments.fail_on && finding.severity >= *arguments.fail_on;
  });
  if (env.leave != nullptr) env.leave(std::make_shared<CompileResult>(std::move(result)));
  return fails ? ExitStatus::Findings : ExitStatus::Success;
}

ExitStatus list_rules(LintFormat format, const Env& env) {
  if (format == LintFormat::Json) {
    nlohmann::ordered_json json;
    json["formatVersion"] = 1;
    json["rules"] = nlohmann::ordered_json::array();
    for (const IdInfo& rule : all_ids()) {
      json["rules"].push_back({{"id", id_text(rule.id)},
                               {"name", rule.name},
                               {"severity", severity_word(rule.severity)},
                               {"title", rule.title},
                               {"explanation", explanation(rule.id)}});
    }
    print_json(json, env);
    return ExitStatus::Success;
  }
  for (const IdInfo& rule : all_ids()) {
    env.out << fmt::format("{}  {:<7}  {}\n", id_text(rule.id), severity_word(rule.severity),
                           rule.title);
  }
  return ExitStatus::Success;
}

}  // namespace btsinfra
