#include "cli/app.h"

#include <map>

#include <CLI/CLI.hpp>

#include "cli/commands/build_command.h"
#include "cli/commands/explain_command.h"
#include "cli/commands/schema_command.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

constexpr const char* about =
    "Compiles blueprints of a whole AWS system into CloudFormation: split stacks per region, "
    "joined by\n"
    "exports, with addresses, names and references checked over all of it before anything is "
    "created.";

constexpr const char* footer =
    "Exit status: 0 fine; 1 errors in the blueprints; 2 wrong usage; 3 the file system failed.\n"
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
  std::string schema_format = "json";
};

CLI::App* add_build(CLI::App& app, Arguments& arguments) {
  CLI::App* build = app.add_subcommand("build", "Compile blueprints to CloudFormation templates");
  build->add_option("PATH", arguments.build.paths, "Blueprints, or folders with blueprints")
      ->required();
  build->add_option("-o,--output", arguments.build.output, "Output folder")->capture_default_str();
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
  build->footer(build_footer);
  return build;
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
  env.err << "btsinfra: " << error.what() << '\n';
  std::string near = near_command(app, argc, argv);
  if (!near.empty()) env.err << "did you mean `btsinfra " << near << "`?\n";
  env.err << "`btsinfra --help` lists commands and options\n";
  return ExitStatus::Usage;
}

ExitStatus run_build_command(Arguments& arguments, bool one_scenario, const Env& env) {
  BuildArguments& build = arguments.build;
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

ExitStatus run_app(int argc, const char* const* argv, const Env& env) {
  CLI::App app(about, "btsinfra");
  app.footer(footer);
  app.set_version_flag("--version", generator());
  app.require_subcommand(1);
  Arguments arguments;
  CLI::App* build = add_build(app, arguments);
  CLI::App* explain =
      app.add_subcommand("explain", "Tell what a finding means and what to do about it");
  explain->add_option("ID", arguments.explain, "The finding's id, as BTS2007")->required();
  CLI::App* schema =
      app.add_subcommand("schema", "Print the blueprint language: JSON Schema or Markdown");
  schema
      ->add_option("--format", arguments.schema_format,
                   "json (for editors) or markdown (for people)")
      ->check(CLI::IsMember({"json", "markdown"}))
      ->capture_default_str()
      ->type_name("FORMAT");
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
    return run_build_command(arguments, build->count("--scenario") > 0, env);
  }
  if (explain->parsed()) return run_explain(arguments.explain, env);
  if (schema->parsed()) {
    return run_schema(
        arguments.schema_format == "json" ? SchemaFormat::Json : SchemaFormat::Markdown, env);
  }
  return ExitStatus::Usage;
}

}  // namespace btsinfra
