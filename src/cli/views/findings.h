// Findings and summary of a run, for people and for programs.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "cli/commands/build_command.h"
#include "driver/pipeline.h"

namespace btsinfra {

// At most this many findings are shown to people unless they ask for more; the rest is counted.
inline constexpr std::size_t most_findings_shown = 100;

struct FindingsView {
  const SourceMap& sources;
  std::size_t most_shown = most_findings_shown;  // 0: all
  bool colour = false;
};

// The findings as people read them, and behind hundreds of them which rules they are of.
void print_findings(const std::vector<Diagnostic>& findings, const FindingsView& view,
                    std::ostream& out);
// "3 errors, 1 warning, 2 pieces of advice"; empty where there are none.
[[nodiscard]] std::string counted_findings(const std::vector<Diagnostic>& findings);
// Of a build: findings, their number, and what to do first.
void print_build_findings(const CompileResult& result, const Env& env);

// Stacks, resources, where they are, what to do next.
void print_summary(const CompileResult& result, const BuildArguments& arguments, double seconds,
                   const Env& env);

// For --verbose: the files read, and the files written.
void print_inputs(const CompileResult& result, const Env& env);
void print_outputs(const std::string& output, const CompiledSystem& system, const Env& env);

// One JSON object: findings, and what was built.
void print_json(const CompileResult& result, const BuildArguments& arguments, bool written,
                const Env& env);

}  // namespace btsinfra
