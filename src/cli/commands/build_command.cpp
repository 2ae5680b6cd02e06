#include "cli/commands/build_command.h"

#include <set>
#include <string>

#include <fmt/format.h>

#include "cli/views/dump.h"
#include "cli/views/findings.h"
#include "diag/ids/stacks.h"
#include "driver/build_folder.h"
#include "driver/pipeline.h"

namespace btsinfra {
namespace {

// Two systems whose builds would share a folder would overwrite each other.
const CompiledSystem* same_folder(const CompileResult& result) {
  std::set<std::string> folders;
  for (const CompiledSystem& system : result.systems) {
    if (!folders.insert(build_folder("", system)).second) return &system;
  }
  return nullptr;
}

}  // namespace

ExitStatus run_build(const BuildArguments& arguments, const Env& env) {
  double start = env.seconds();
  if (arguments.output.empty()) {
    env.err << env.program << ": the output folder is empty: -o \"\" (is a variable not set?)\n";
    return ExitStatus::Usage;
  }
  if (arguments.dump && arguments.stop_after && *arguments.stop_after < *arguments.dump) {
    env.err << env.program << ": --dump names a stage that --stop-after keeps from running\n";
    return ExitStatus::Usage;
  }
  CompileOptions options;
  options.paths = arguments.paths;
  options.front_end = arguments.front_end;
  options.scenario = arguments.scenario;
  options.all_scenarios = arguments.all_scenarios;
  options.format = arguments.templates;
  options.cross_region = arguments.cross_region;
  options.locked = arguments.locked;
  if (arguments.dump) options.last = *arguments.dump;
  if (arguments.stop_after) options.last = *arguments.stop_after;
  CompileResult result = compile(options, env.files);
  if (!result.io_error.empty()) {
    complain(env, result.io_error);
    return ExitStatus::Outside;
  }
  bool errors = result.diagnostics.has_errors();
  bool writes = !errors && !arguments.dump && options.last == Stage::Emit;
  if (arguments.verbose) print_inputs(result, env);
  if (const CompiledSystem* twin = writes ? same_folder(result) : nullptr) {
    env.err << fmt::format(
        "{}: two systems are called `{}`, and their builds would overwrite each other; give one of "
        "them another name, or build them one by one with -o\n",
        env.program, twin->loaded.system.name);
    return ExitStatus::Usage;
  }
  if (writes) {
    for (const CompiledSystem& system : result.systems) {
      if (auto failure = write_build(arguments.output, system, env.files)) {
        if (!failure->foreign_files) {
          complain(env, failure->text);
          return ExitStatus::Outside;
        }
        result.diagnostics.report(ids::ForeignFiles, Span{}, "{}", failure->text)
            .help(
                "a build folder holds one build and nothing else: move the file away, or choose "
                "another "
                "folder with -o");
        errors = true;
        writes = false;
        break;
      }
      if (arguments.verbose) print_outputs(arguments.output, system, env);
    }
  }
  if (arguments.findings == FindingsFormat::Text) print_build_findings(result, env);
  if (arguments.dump && !errors) env.out << dump(result, *arguments.dump);
  if (arguments.findings == FindingsFormat::Json) {
    print_json(result, arguments, writes, env);
  } else if (writes && !arguments.quiet) {
    print_summary(result, arguments, env.seconds() - start, env);
  }
  if (env.leave != nullptr) env.leave(std::make_shared<CompileResult>(std::move(result)));
  return errors ? ExitStatus::Findings : ExitStatus::Success;
}

}  // namespace btsinfra
