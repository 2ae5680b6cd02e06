// Findings and summary of a run, for people and for programs.
#pragma once

#include <string>

#include "cli/commands/build_command.h"
#include "driver/pipeline.h"

namespace btsinfra {

// At most this many findings are shown to people; the rest is counted.
inline constexpr std::size_t most_findings_shown = 100;

void print_findings(const CompileResult& result, const Env& env);

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
