#include "cli/app.h"

#include <map>

#include <CLI/CLI.hpp>

#include "cli/commands/build_command.h"
#include "cli/commands/explain_command.h"
#include "cli/commands/lint_command.h"
#include "cli/commands/schema_command.h"
#include "cli/completion.h"
#include "cli/views/findings.h"
#include "support/date.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

constexpr const char* about =
    "Compiles blueprints of a whole AWS system into CloudFormation: split stacks per region, "
    "joined by\n"
    "exports, with addresses, names and references checked over all of it before anything is "
    "created.";

constexpr const char* own_about =
    "Compiles the AWS systems that this program describes into CloudFormation: split stacks per "
    "region,\n"
    "joined by exports, with addresses, names and references checked over all of it before "
    "anything "
    "is\n"
    "created.";

constexpr const char* footer =
    "Exit status: 0 fine; 1 errors in the blueprints (of `lint`: what --fail-on says); 2 wrong "
    "usage; 3 the file system failed.\n"
    "Results go to standard output, everything else to standard error.";

constexpr const char* build_footer =
    "A blueprint stands for its system: all .yaml files of its folder that bear the same `system:` "
    "are\n"
    "compiled together. Each system gets a folder of its own below the output folder, exchanged "
    "whole;\n"
    "a run with errors leaves the last good build as it is.\n"
    "\n"
    "Examples:\n"
    "  btsinfra build blueprints/seoul.yaml        the system of that blueprint, to "
    "templates_out/\n"
    "  btsinfra build blueprints -o /tmp/out       every system of the folder, elsewhere\n"
    "  btsinfra build virginia.yaml --scenario failover\n"
    "                                              the system in that state, to "
    "templates_out/<system>.failover\n"
    "  btsinfra build seoul.yaml --locked          in CI: addresses must be those of the lock "
    "file\n"
    "  btsinfra build seoul.yaml --format json     templates, findings and summary as JSON";

constexpr const char* lint_footer =
    "Finds everything that `build` would find, in the base and in every scenario, and gives advice "
    "on\n"
    "security (BTS5xxx) and resilience (BTS6xxx). Writes nothing but what --fix mends. Warnings "
    "and "
    "advice\n"
    "that are accepted stand under `ignore:` in the blueprint, with a reason.\n"
    "\n"
    "Examples:\n"
    "  btsinfra lint blueprints                    the systems of that folder\n"
    "  btsinfra lint seoul.yaml --fail-on advice   not even advice may remain\n"
    "  btsinfra lint . --select BTS5xxx            errors, and of the rest what is of security\n"
    "  btsinfra lint . --format sarif > out.sarif  for code scanning\n"
    "  btsinfra lint --list-rules                  every rule with its id";

constexpr const char* own_build_footer =
    "Each system gets a folder of its own below the output folder, exchanged whole; a run with "
    "errors\n"
    "leaves the last good build as it is. Addresses that were chosen are kept in lock files beside "
    "the\n"
    "source that declares the blueprint, or in the folder that --locks names.";

constexpr const char* own_lint_footer =
    "Finds everything that `build` would find, in the base and in every scenario, and gives advice "
    "on\n"
    "security (BTS5xxx) and resilience (BTS6xxx). Writes nothing. Warnings and advice that are "
    "accepted\n"
    "are told by `ignore` of the blueprint.";

const std::map<std::string, LintFormat> lint_formats{{"text", LintFormat::Text},
                                                     {"json", LintFormat::Json},
                                                     {"sarif", LintFormat::Sarif},
                                                     {"github", LintFormat::Github},
                                                     {"junit", LintFormat::Junit}};

const std::map<std::string, Shell> shells{
    {"bash", Shell::Bash}, {"fish", Shell::Fish}, {"zsh", Shell::Zsh}};

const std::map<std::string, std::optional<Severity>> thresholds{{"error", Severity::Error},
                                                                {"warning", Severity::Warning},
                                                                {"advice", Severity::Advice},
                                                                {"never", std::nullopt}};

const std::map<std::string, Stage> stage_names{
    {"read", Stage::Read},   {"resolve", Stage::Resolve},     {"contribute", Stage::Contribute},
    {"lower", Stage::Lower}, {"partition", Stage::Partition}, {"check", Stage::Check},
    {"emit", Stage::Emit}};

// The arguments of every command, filled by CLI11.
struct Arguments {
  BuildArguments build;
  std::string format;
  std::string template_format;
  std::string findings_format;
  std::string scenario;
  std::string cross_region;
  std::string dump;
  std::string stop_after;
  std::string explain;
  bool explain_all = false;
  std::string shell;
  std::string schema_format = "json";
  LintArguments lint;
  std::string lint_format = "text";
  std::string fail_on = "error";
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::string colour = "auto";
  bool list_rules = false;
  std::optional<std::string> locks;
};

void add_locks(CLI::App& command, Arguments& arguments) {
  command.add_option("--locks", arguments.locks, "Folder of the lock files")
      ->type_name("FOLDER")
      ->check([](const std::string& folder) {
        return folder.empty() ? "the folder is empty (is a variable not set?)" : "";
      });
}

CLI::App* add_build(CLI::App& app, Arguments& arguments, bool own) {
  CLI::App* build =
      app.add_subcommand("build", own ? "Compile the systems to CloudFormation templates"
                                      : "Compile blueprints to CloudFormation templates");
  if (own) {
    add_locks(*build, arguments);
  } else {
    build->add_option("PATH", arguments.build.paths, "Blueprints, or folders with blueprints")
        ->required();
  }
  build->add_option("-o,--output", arguments.build.output, "Output folder")
      ->capture_default_str()
      ->type_name("FOLDER");
  build->add_option("--format", arguments.format, "Templates, findings and summary: yaml or json")
      ->check(CLI::IsMember({"yaml", "json"}))
      ->type_name("FORMAT");
  CLI::Option* scenario =
      build
          ->add_option("--scenario", arguments.scenario,
                       "Build the system in this state (a name under `scenarios:`), to "
                       "<output>/<system>.<scenario>")
          ->type_name("NAME");
  build
      ->add_flag("--all-scenarios", arguments.build.all_scenarios,
                 "Build the base and every scenario, each to its folder")
      ->excludes(scenario);
  build
      ->add_option("--cross-region", arguments.cross_region,
                   "How values cross regions: parameters, which the deployment fills, or native "
                   "(Fn::GetStackOutput)")
      ->check(CLI::IsMember({"parameters", "native"}))
      ->type_name("WAY");
  build
      ->add_option("--template-format", arguments.template_format,
                   "Only the templates: yaml or json")
      ->check(CLI::IsMember({"yaml", "json"}))
      ->type_name("FORMAT");
  build
      ->add_option("--findings-format", arguments.findings_format,
                   "Only the findings: text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  build->add_flag("--locked", arguments.build.locked,
                  "Refuse to choose addresses: they must stand in the lock file");
  build->add_flag("-q,--quiet", arguments.build.quiet, "No summary");
  build->add_flag("-v,--verbose", arguments.build.verbose, "Tell which files are read and written");
  build
      ->add_option("--stop-after", arguments.stop_after,
                   "Stop after a stage (names as for --dump) and report what was found so far")
      ->check(CLI::IsMember(stage_names))
      ->type_name("STAGE");
  build
      ->add_option(
          "--dump", arguments.dump,
          "Stop after a stage (read, resolve, contribute, lower, partition, check, emit) and "
          "print what it made; nothing is written")
      ->check(CLI::IsMember(stage_names))
      ->type_name("STAGE");
  build->footer(own ? own_build_footer : build_footer);
  return build;
}

CLI::Validator words_of_rules() {
  return {[](const std::string& word) {
            RuleSet set;
            return set.add(word) ? std::string() : "`" + word + "` names no rule";
          },
          "RULES"};
}

CLI::Validator dates() {
  return {[](const std::string& word) {
            return is_date(word) ? std::string()
                                 : "`" + word + "` is no day of the calendar, as 2027-01-31 is";
          },
          "DATE"};
}

CLI::App* add_lint(CLI::App& app, Arguments& arguments, bool own) {
  CLI::App* lint = app.add_subcommand("lint", "Find what is wrong or could be better");
  CLI::Option* paths = own ? nullptr
                           : lint->add_option("PATH", arguments.lint.paths,
                                              "Blueprints, or folders with blueprints");
  if (own) add_locks(*lint, arguments);
  lint->add_option("--format", arguments.lint_format, "text, json, sarif, github or junit")
      ->check(CLI::IsMember(lint_formats))
      ->capture_default_str()
      ->type_name("FORMAT");
  lint->add_option("--fail-on", arguments.fail_on,
                   "The least severity that makes the exit status 1: error, warning, advice, never")
      ->check(CLI::IsMember(thresholds))
      ->capture_default_str()
      ->type_name("SEVERITY");
  lint->add_option("--select", arguments.select,
                   "Beside errors only these rules: BTS5003, BTS5xxx, BTS5001-BTS5009, with commas")
      ->delimiter(',')
      ->allow_extra_args(false)  // what follows is a path
      ->check(words_of_rules())
      ->type_name("RULES");
  lint->add_option("--ignore", arguments.ignore, "Not these rules; errors are never left out")
      ->delimiter(',')
      ->allow_extra_args(false)  // what follows is a path
      ->check(words_of_rules())
      ->type_name("RULES");
  lint->add_option("--today", arguments.lint.today,
                   "The day by which ends of support and `until` are judged, instead of today's")
      ->check(dates())
      ->type_name("DATE");
  lint->add_option("--max-findings", arguments.lint.most_shown,
                   "How many findings are shown as text; 0: all")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str()
      ->type_name("NUMBER");
  lint->add_flag("--locked", arguments.lint.locked,
                 "Addresses that the lock file does not hold are an error");
  lint->add_option("--color", arguments.colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str()
      ->type_name("WHEN");
  if (!own) {
    CLI::Option* fix =
        lint->add_flag("--fix", arguments.lint.fix,
                       "Mend in the blueprints what takes no thought: misspelt names, bits behind "
                       "a block's prefix, versions that want quotes");
    lint->add_flag(
            "--dry-run", arguments.lint.dry_run,
            "With --fix: print the difference and write nothing; exit status 1 if there is one")
        ->needs(fix);
  }
  CLI::Option* rules = lint->add_flag("--list-rules", arguments.list_rules,
                                      "List every rule, as text or JSON, and lint nothing");
  if (paths != nullptr) paths->excludes(rules);
  lint->footer(own ? own_lint_footer : lint_footer);
  return lint;
}

ExitStatus run_lint_command(Arguments& arguments, const Env& env, const OwnSystems& own) {
  LintArguments& lint = arguments.lint;
  lint.format = lint_formats.at(arguments.lint_format);
  if (arguments.list_rules) {
    if (lint.format == LintFormat::Text || lint.format == LintFormat::Json) {
      return list_rules(lint.format, env);
    }
    env.err << env.program << ": rules are listed as text or json\n";
    return ExitStatus::Usage;
  }
  if (own) lint.front_end = own(arguments.locks);
  if (!own && lint.paths.empty()) {
    env.err << env.program
            << ": which blueprints? `btsinfra lint PATH…`, or `btsinfra lint .` for the "
               "folder you stand in\n";
    return ExitStatus::Usage;
  }
  lint.fail_on = thresholds.at(arguments.fail_on);
  lint.colour = arguments.colour == "always" || (arguments.colour == "auto" && env.out_colour);
  // Each word was checked when it was read.
  if (!arguments.select.empty()) lint.select = RuleSet();
  for (const std::string& word : arguments.select) static_cast<void>(lint.select.add(word));
  for (const std::string& word : arguments.ignore) static_cast<void>(lint.ignore.add(word));
  return run_lint(lint, env);
}

// `biuld` -> `build`; CLI11 reports such a word as an extra argument.
std::string near_command(const CLI::App& app, int argc, const char* const* argv) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  for (int i = 1; i < argc; ++i) {
    std::string word = argv[i];
    if (word.starts_with("-")) continue;
    if (std::find(names.begin(), names.end(), word) != names.end()) return "";
    auto near = nearest(word, names);
    return near ? *near : "";
  }
  return "";
}

ExitStatus usage_error(const CLI::ParseError& error, const CLI::App& app, int argc,
                       const char* const* argv, const Env& env) {
  complain(env, error.what());
  std::string near = near_command(app, argc, argv);
  if (!near.empty()) env.err << "did you mean `" << env.program << ' ' << near << "`?\n";
  env.err << '`' << env.program << " --help` lists commands and options\n";
  return ExitStatus::Usage;
}

ExitStatus run_build_command(Arguments& arguments, bool one_scenario, const Env& env,
                             const OwnSystems& own) {
  BuildArguments& build = arguments.build;
  if (own) build.front_end = own(arguments.locks);
  if (one_scenario) build.scenario = arguments.scenario;
  if (arguments.cross_region == "native") build.cross_region = CrossRegion::Native;
  bool json = arguments.format == "json";
  build.templates = json ? TemplateFormat::Json : TemplateFormat::Yaml;
  build.findings = json ? FindingsFormat::Json : FindingsFormat::Text;
  if (!arguments.template_format.empty()) {
    build.templates =
        arguments.template_format == "json" ? TemplateFormat::Json : TemplateFormat::Yaml;
  }
  if (!arguments.findings_format.empty()) {
    build.findings =
        arguments.findings_format == "json" ? FindingsFormat::Json : FindingsFormat::Text;
  }
  if (!arguments.dump.empty()) build.dump = stage_names.at(arguments.dump);
  if (!arguments.stop_after.empty()) build.stop_after = stage_names.at(arguments.stop_after);
  return run_build(build, env);
}

}  // namespace

ExitStatus run_app(int argc, const char* const* argv, const Env& env, const OwnSystems& own) {
  const bool has_own = static_cast<bool>(own);
  CLI::App app(has_own ? own_about : about, env.program);
  app.footer(footer);
  app.set_version_flag("--version", generator());
  app.require_subcommand(1);
  Arguments arguments;
  CLI::App* build = add_build(app, arguments, has_own);
  CLI::App* lint = add_lint(app, arguments, has_own);
  CLI::App* explain =
      app.add_subcommand("explain", "Tell what a finding means and what to do about it");
  CLI::Option* id = explain->add_option("ID", arguments.explain, "The finding's id, as BTS2007");
  explain->add_flag("--all", arguments.explain_all, "Every finding, as one Markdown document")
      ->excludes(id);
  CLI::App* schema =
      app.add_subcommand("schema", "Print the blueprint language: JSON Schema or Markdown");
  schema
      ->add_option("--format", arguments.schema_format,
                   "json (for editors) or markdown (for people)")
      ->check(CLI::IsMember({"json", "markdown"}))
      ->capture_default_str()
      ->type_name("FORMAT");
  CLI::App* completion = app.add_subcommand(
      "completion", "Print the script that completes commands and options in a shell");
  completion->add_option("SHELL", arguments.shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember(shells))
      ->type_name("SHELL");
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    std::vector<CLI::App*> chosen = app.get_subcommands();
    env.out << (chosen.empty() ? app.help() : chosen.front()->help(app.get_name()));
    return ExitStatus::Success;
  } catch (const CLI::CallForVersion&) {
    env.out << generator() << '\n';
    return ExitStatus::Success;
  } catch (const CLI::ParseError& error) {
    return usage_error(error, app, argc, argv, env);
  }
  if (build->parsed()) {
    return run_build_command(arguments, build->count("--scenario") > 0, env, own);
  }
  if (lint->parsed()) return run_lint_command(arguments, env, own);
  if (explain->parsed()) {
    if (arguments.explain_all) return explain_all(env);
    if (!arguments.explain.empty()) return run_explain(arguments.explain, env);
    env.err << env.program << ": which finding? `explain BTS2007`, or `explain --all`\n";
    return ExitStatus::Usage;
  }
  if (completion->parsed()) {
    env.out << completion_script(shells.at(arguments.shell), app, env.program);
    return ExitStatus::Success;
  }
  if (schema->parsed()) {
    return run_schema(
        arguments.schema_format == "json" ? SchemaFormat::Json : SchemaFormat::Markdown, env);
  }
  return ExitStatus::Usage;
}

}  // namespace btsinfra
