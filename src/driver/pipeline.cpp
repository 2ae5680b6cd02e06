#include "driver/pipeline.h"

#include "stages/check/limits.h"
#include "stages/contribute/contribute.h"
#include "stages/lower/lower.h"
#include "stages/partition/partition.h"

namespace btsinfra {
namespace {

// A stage that found errors lets the next ones report what they still can; but stacks are made only
// of a system that lowered whole.
void run(CompiledSystem& system, const CompileOptions& options, const SourceMap& sources,
         Diagnostics& diags) {
  const LoadedSystem& loaded = system.loaded;
  if (options.last < Stage::Resolve) return;
  system.resolution = resolve(loaded.system, *loaded.places, loaded.tainted, loaded.locks,
                              {.locked = options.locked}, diags);
  const ResolvedSystem& resolved = *system.resolution.system;

  if (options.last < Stage::Contribute) return;
  system.contributions = contribute(resolved, diags);

  if (options.last < Stage::Lower) return;
  system.lowered = lower(resolved, system.contributions, diags);

  if (options.last < Stage::Partition || diags.has_errors()) return;
  system.plan = partition(resolved, *system.lowered, options.cross_region, diags);

  if (options.last < Stage::Check || !system.plan) return;
  check_limits(*system.plan, resolved, diags);

  if (options.last < Stage::Emit || diags.has_errors()) return;
  system.files = emit({*system.plan, resolved, sources, loaded.files, options.format}, diags);
}

}  // namespace

CompileResult compile(const CompileOptions& options, const FileSystem& files) {
  CompileResult result;
  LoadResult loaded = load_systems(files, options.paths, *result.sources, result.diagnostics);
  result.io_error = std::move(loaded.io_error);
  if (!result.io_error.empty()) return result;
  for (LoadedSystem& system : loaded.systems) {
    CompiledSystem& compiled = result.systems.emplace_back();
    compiled.loaded = std::move(system);
  }
  // Only now: later stages keep references into the systems.
  for (CompiledSystem& system : result.systems) {
    run(system, options, *result.sources, result.diagnostics);
  }
  return result;
}

}  // namespace btsinfra
