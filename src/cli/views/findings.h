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

// The findings as people read them, the gravest where there are more than are shown, and behind 25
// of them and more which rules they are of.
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

// What programs are given of the findings: the gravest, in their order, where there are more than
// any program could use, with a finding that says so.
[[nodiscard]] std::vector<Diagnostic> told_to_programs(std::vector<Diagnostic> findings);

// A complaint of one line: what it quotes can neither steer a terminal nor fill it.
void complain(const Env& env, std::string_view text);

// One JSON object: findings, and what was built.
void print_json(const CompileResult& result, const BuildArguments& arguments, bool written,
                const Env& env);

}  // namespace btsinfra
