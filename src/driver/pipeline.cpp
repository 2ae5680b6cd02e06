#include "driver/pipeline.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/names_and_addresses.h"
#include "diag/ids/scenarios.h"
#include "driver/findings.h"
#include "driver/fixes.h"
#include "driver/program_findings.h"
#include "services/advising.h"
#include "stages/check/connections.h"
#include "stages/check/limits.h"
#include "stages/check/lost.h"
#include "stages/check/resource_advice.h"
#include "stages/check/resource_schemas.h"
#include "stages/check/suppressions.h"
#include "stages/check/taken_names.h"
#include "stages/check/transitions.h"
#include "stages/contribute/contribute.h"
#include "stages/lower/lower.h"
#include "stages/partition/partition.h"
#include "stages/partition/unite.h"
#include "stages/partition/update_order.h"
#include "stages/read/load_scenario.h"
#include "stages/read/read_document.h"
#include "stages/resolve/addresses.h"
#include "support/edit_distance.h"
#include "support/parallel.h"

namespace btsinfra {
namespace {

// What the systems of a run must not take from each other.
struct Taken {
  std::set<std::string> systems;  // names of all, and of the environments so far
  // Which system has the stack of that region and name.
  std::map<std::pair<std::string, std::string>, std::string> stacks;
  TakenNames names;
  std::size_t count = 0;  // of systems so far
};

// All states of one system, side by side. From lowering on a state also depends on what the others
// came to, so all of them are lowered before any goes into stacks, and all have stacks before any
// is checked. In between, where they do not look at each other, states are worked at together: each
// has findings of its own.
class SystemRun {
 public:
  // `taken` is what the systems before have; what this one takes is added. `refused`: what was read
  // with errors may be of any system.
  SystemRun(LoadedSystem base, bool refused, Taken& taken, const CompileOptions& options,
            const SourceMap& sources, Diagnostics& diags)
      : taken_(taken),
        number_(taken.count++),
        options_(options),
        sources_(sources),
        diags_(diags),
        refused_(refused || base.errors > 0) {
    std::vector<State> states = list_states(base.system, *base.places, base.tainted, diags_);
    known_ = scenario_names(base.system);
    keep_within_bounds(base, states);
    systems_.emplace_back().loaded = std::move(base);
    for (std::size_t i = 0; i < states.size(); ++i) {
      if (i > 0) systems_.emplace_back();
      systems_.back().state = std::move(states[i]);
    }
    for (CompiledSystem& system : systems_) runs_.push_back({&system, Diagnostics{}, false});
  }

  // The states that were asked for, each as far as it came.
  std::list<CompiledSystem> run() {
    read();
    read_suppressions();
    if (options_.last >= Stage::Resolve) resolve_all();
    // What asks components of a blueprint whose region was refused would get no answer.
    if (!regions_known()) {
      report();
      return asked_for();
    }
    if (options_.last >= Stage::Contribute) contribute_and_lower_all();
    if (options_.last >= Stage::Lower) keep_layers_of_all();
    if (options_.last >= Stage::Check) check_lowered_all();
    if (options_.last >= Stage::Partition) partition_all();
    if (options_.last >= Stage::Check) check_all();
    if (options_.last >= Stage::Check && !has_errors()) advise_and_emit_all();
    report();
    return asked_for();
  }

  // How many findings were silenced.
  [[nodiscard]] std::size_t silenced() const { return suppressions_->silenced(); }

 private:
  struct Run {
    CompiledSystem* system = nullptr;
    Diagnostics diags;
    bool refused = false;  // when it was lowered there were errors
  };

  // All states are held side by side, each with all values of the system.
  void keep_within_bounds(const LoadedSystem& base, std::vector<State>& states) {
    constexpr std::size_t most_values = 1'000'000;
    std::size_t values = 0;
    for (const Document& document : base.places->documents()) values += value_count(document.root);
    if (values * states.size() <= most_values || states.size() == 1) return;
    diags_
        .report(ids::TooManyStates, base.places->key(states.back().place),
                "the system has {} values in each of {} states, and {} are the most that are "
                "compiled in one run",
                values, states.size(), most_values)
        .help("take out scenarios that are over, or split the system in two");
    states.resize(1);
  }

  [[nodiscard]] const LoadedSystem& base() const { return systems_.front().loaded; }

  void read() {
    for_each_part(runs_.size(), [this](std::size_t i) {
      Run& run = runs_[i];
      CompiledSystem& system = *run.system;
      if (system.state.is_base()) return;
      system.loaded = load_scenario(base(), system.state, sources_, run.diags);
    });
    for (Run& run : runs_) {
      if (run.system->state.environment) check_system_name(run);
    }
  }

  void read_suppressions() {
    suppressions_.emplace(base(), known_, sources_, options_.today, diags_);
    for (const CompiledSystem& system : systems_) {
      suppressions_->add_state(system.state, *system.loaded.places);
    }
    suppressions_->report_unknown(diags_);
  }

  [[nodiscard]] bool regions_known() const {
    return std::all_of(systems_.begin(), systems_.end(), [](const CompiledSystem& system) {
      const std::vector<Blueprint>& blueprints = system.loaded.system.blueprints;
      return std::all_of(blueprints.begin(), blueprints.end(),
                         [](const Blueprint& each) { return each.region.has_value(); });
    });
  }

  void check_system_name(Run& run) {
    const std::string& name = run.system->loaded.system.name;
    if (name == base().system.name || taken_.systems.insert(name).second) return;
    const std::size_t b = *run.system->state.defined_by.begin();
    run.diags
        .report(ids::EnvironmentSystem,
                run.system->loaded.places->value(Place{b, Path({"system"})}),
                "`{}` is the name of another system or environment, too", name)
        .help("their stacks would be the same ones: give this one another name");
  }

  // Every state keeps the addresses of all, and the locks grow from one to the next; environments
  // have networks of their own.
  void resolve_all() {
    std::vector<std::set<AskedBlock>> asked(base().system.blueprints.size());
    for (const CompiledSystem& system : systems_) {
      if (system.state.environment) continue;
      std::vector<std::set<AskedBlock>> own = asked_blocks(system.loaded.system);
      for (std::size_t b = 0; b < asked.size(); ++b) asked[b].merge(own[b]);
    }
    const std::vector<Lock>& before = base().locks;
    std::vector<Lock> locks(before.size());
    // Environments that are not defined now may be again: their addresses stay.
    for (std::size_t b = 0; b < before.size(); ++b) locks[b] = before[b];
    for (Run& run : runs_) {
      CompiledSystem& system = *run.system;
      if (system.state.environment) {
        resolve_environment(run, before, locks);
      } else {
        resolve_state(run, locks, asked);
        for (std::size_t b = 0; b < locks.size(); ++b) {
          locks[b].subnets = system.resolution.locks[b].subnets;
        }
      }
    }
    for (CompiledSystem& system : systems_) system.resolution.locks = locks;
    if (options_.locked) check_unchanged(before, locks);
  }

  // What the stages found to be missing or too much in a lock they have reported.
  void check_unchanged(const std::vector<Lock>& before, const std::vector<Lock>& locks) {
    Diagnostics& diags = runs_.front().diags;
    for (std::size_t b = 0; b < locks.size(); ++b) {
      const bool told = std::any_of(runs_.begin(), runs_.end(),
                                    [](const Run& run) { return run.diags.has_errors(); });
      if (told || locks[b] == before[b]) continue;
      diags
          .report(ids::LockOutdated, base().places->key(Place{b, Path({"network"})}),
                  "the lock file of blueprint `{}` holds blocks that nothing asks for any more",
                  base().system.blueprints[b].name)
          .help("build without --locked, look at what changed in the lock file and commit it");
    }
  }

  void resolve_state(Run& run, const std::vector<Lock>& locks,
                     const std::vector<std::set<AskedBlock>>& asked) {
    const LoadedSystem& loaded = run.system->loaded;
    run.system->resolution = resolve(loaded.system, *loaded.places, loaded.tainted, locks,
                                     {.locked = options_.locked,
                                      .lost = run.system->state.lost,
                                      .asked_elsewhere = asked,
                                      .today = options_.today},
                                     run.diags);
  }

  void resolve_environment(Run& run, const std::vector<Lock>& before, std::vector<Lock>& locks) {
    const std::string& name = run.system->state.name;
    std::vector<Lock> own(before.size());
    for (std::size_t b = 0; b < before.size(); ++b) {
      auto found = before[b].environments.find(name);
      if (found != before[b].environments.end()) own[b].subnets = found->second;
    }
    resolve_state(run, own, std::vector<std::set<AskedBlock>>(before.size()));
    for (std::size_t b = 0; b < locks.size(); ++b) {
      const LockedSubnets& kept = run.system->resolution.locks[b].subnets;
      if (!kept.empty()) locks[b].environments[name] = kept;
    }
  }

  void contribute_and_lower_all() {
    for_each_part(runs_.size(), [this](std::size_t i) {
      contribute_state(runs_[i]);
      if (options_.last >= Stage::Lower) lower_state(runs_[i]);
    });
  }

  void contribute_state(Run& run) const {
    const ResolvedSystem& system = *run.system->resolution.system;
    run.system->contributions = contribute(system, run.diags);
    if (refused_ || diags_.has_errors() || run.diags.has_errors()) return;
    check_connections(system, run.system->contributions, run.diags);
  }

  static void lower_state(Run& run) {
    CompiledSystem& system = *run.system;
    system.lowered = lower(*system.resolution.system, system.contributions, run.diags);
    run.refused = run.diags.has_errors();
  }

  void keep_layers_of_all() {
    std::vector<Lowered*> states;
    for (CompiledSystem& system : systems_) {
      if (!system.state.environment) states.push_back(&*system.lowered);
    }
    settle_policy_layers(states);
    std::vector<const Lowered*> before;
    for (Lowered* state : states) {
      keep_layers(before, *state);
      before.push_back(state);
    }
  }

  // What compares the values of states and what looks for references: partition takes the values
  // out of `lowered` and puts other things in the place of the references.
  void check_lowered_all() {
    const std::vector<StateView> states = views();
    for_each_part(runs_.size(), [&](std::size_t i) {
      const CompiledSystem& system = *runs_[i].system;
      Diagnostics& diags = runs_[i].diags;
      if (!system.state.is_base() && !system.state.environment) check_transition(states, i, diags);
      check_resource_attributes(*system.lowered, *system.resolution.system, diags);
    });
  }

  // A stage that found errors lets the next ones report what they still can; but stacks are made
  // only of a system that lowered whole.
  void partition_all() {
    if (!refused_ && !diags_.has_errors()) {
      std::vector<Diagnostics> found(runs_.size());
      for_each_part(runs_.size(), [&](std::size_t i) {
        if (!runs_[i].refused) partition_state(*runs_[i].system, found[i]);
      });
      const bool base_made = systems_.front().plan.has_value();
      for (std::size_t i = 0; i < runs_.size(); ++i) {
        CompiledSystem& system = *runs_[i].system;
        if (base_made || system.state.is_base() || system.state.environment) {
          for (const Diagnostic& finding : found[i].all()) runs_[i].diags.append(finding);
        } else {
          // What the base lacks would be found missing once more in states that build on it.
          system.plan.reset();
        }
      }
    }
    unite_outputs(views());
    list_retired(views());
  }

  void partition_state(CompiledSystem& system, Diagnostics& diags) const {
    system.plan =
        partition(*system.resolution.system, *system.lowered, options_.cross_region, diags);
  }

  void check_all() {
    const std::vector<StateView> states = views();
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const State& state = runs_[i].system->state;
      if (runs_[i].system->plan && (state.is_base() || state.environment)) {
        check_stack_names(runs_[i]);
      }
      taken_.names.add(number_, base().system.name, states[i], runs_[i].diags);
      if (!state.is_base() && !state.environment) order_updates(states, i, runs_[i].diags);
    }
    // Most of a system is the same in each of its states.
    const bool base_fits = check_state(states, 0, nullptr);
    const Plan* fits = base_fits && options_.reuse ? states.front().plan : nullptr;
    for_each_part(runs_.size() - 1, [&](std::size_t i) { check_state(states, i + 1, fits); });
  }

  // `fits` is a plan whose resources all fit their schemas. True: so do those of this state.
  bool check_state(const std::vector<StateView>& states, std::size_t index, const Plan* fits) {
    const CompiledSystem& compiled = *runs_[index].system;
    Diagnostics& diags = runs_[index].diags;
    if (!compiled.plan) return false;
    const ResolvedSystem& system = *compiled.resolution.system;
    std::vector<const Plan*> before;
    for (const StateView& earlier : std::span(states).first(index)) {
      if (earlier.plan != nullptr && !earlier.state->environment) before.push_back(earlier.plan);
    }
    check_limits(*compiled.plan, system, diags);
    check_handed_on(states, index, diags);
    const bool fit = check_resource_schemas(*compiled.plan, system, fits, diags);
    check_lost_names(*compiled.plan, system, compiled.state, before, diags);
    return fit;
  }

  // Names of systems, blueprints and layers are joined by hyphens, which they may hold themselves.
  void check_stack_names(Run& run) {
    const std::string& name = run.system->resolution.system->system().name;
    for (const Stack& stack : run.system->plan->stacks) {
      const auto [owner, fresh] =
          taken_.stacks.try_emplace(std::pair{std::string(stack.region.name()), stack.name}, name);
      if (fresh || owner->second == name) continue;
      run.diags
          .report(ids::StackNameTaken,
                  run.system->loaded.places->value(Place{stack.blueprint, Path({"system"})}),
                  "`{}` in {} would be a stack of both `{}` and `{}`", stack.name,
                  stack.region.name(), owner->second, name)
          .help("give one of the systems, or the blueprint, another name");
      return;  // one stack says it for all
    }
  }

  [[nodiscard]] bool has_errors() const {
    return refused_ || diags_.has_errors() ||
           std::any_of(runs_.begin(), runs_.end(),
                       [](const Run& run) { return run.diags.has_errors(); });
  }

  // Of a system without errors: while there are some, advice would only stand in their way.
  void advise_and_emit_all() {
    std::vector<const ResolvedSystem*> states;
    for (const Run& run : runs_) states.push_back(run.system->resolution.system.get());
    for_each_part(runs_.size(), [&](std::size_t i) {
      if (options_.advice) advise(runs_[i], states);
      if (options_.last >= Stage::Emit) emit_state(runs_[i]);
    });
    advised_ = options_.advice;
  }

  static void advise(Run& run, std::span<const ResolvedSystem* const> states) {
    const CompiledSystem& compiled = *run.system;
    const ResolvedSystem& system = *compiled.resolution.system;
    const Advising advising{system, compiled.contributions, states, run.diags};
    for (const Component& component : system.components()) {
      if (!system.lost(component.blueprint)) component.kind->advise(component, advising);
    }
    if (!compiled.plan) return;
    advise_on_resources(*compiled.plan, system, run.diags);
    advise_on_schemas(*compiled.plan, system, run.diags);
  }

  void emit_state(Run& run) const {
    CompiledSystem& system = *run.system;
    if (!is_asked_for(system.state)) return;
    const EmitInput input{*system.plan,         *system.resolution.system, sources_,
                          system.loaded.files,  options_.format,           system.state.name,
                          options_.cross_region};
    if (options_.files) {
      system.files = emit(input, run.diags);
    } else {
      check_sizes(input, run.diags);
    }
  }

  [[nodiscard]] std::vector<StateView> views() {
    std::vector<StateView> states;
    for (CompiledSystem& system : systems_) {
      states.push_back({&system.state, system.resolution.system.get(),
                        system.lowered ? &*system.lowered : nullptr,
                        system.plan ? &*system.plan : nullptr});
    }
    return states;
  }

  void report() {
    StateFindings findings(diags_);
    for (const Run& run : runs_) {
      const CompiledSystem& system = *run.system;
      findings.add(system.state,
                   suppressions_->remaining(system.state, *system.loaded.places, run.diags),
                   *base().places);
    }
    findings.finish();
    if (advised_) suppressions_->report_unused(diags_);
    if (!options_.scenario ||
        std::find(known_.begin(), known_.end(), *options_.scenario) != known_.end()) {
      return;
    }
    std::string names;
    for (const std::string& name : known_) names += (names.empty() ? "`" : ", `") + name + "`";
    auto near = nearest(*options_.scenario, known_);
    diags_
        .report(ids::UnknownScenario, Span{}, "no blueprint of `{}` defines the scenario `{}`",
                base().system.name, *options_.scenario)
        .help(near            ? did_you_mean(*near)
              : names.empty() ? "its blueprints define no scenarios: build it without --scenario"
                              : "its scenarios are " + names);
  }

  [[nodiscard]] bool is_asked_for(const State& state) const {
    return options_.all_scenarios || state.name == options_.scenario.value_or("");
  }

  std::list<CompiledSystem> asked_for() {
    std::list<CompiledSystem> asked;
    for (auto at = systems_.begin(); at != systems_.end();) {
      auto next = std::next(at);
      if (is_asked_for(at->state)) asked.splice(asked.end(), systems_, at);
      at = next;
    }
    return asked;
  }

  Taken& taken_;
  std::size_t number_;  // among the systems of the run
  const CompileOptions& options_;
  const SourceMap& sources_;
  Diagnostics& diags_;
  bool refused_;          // it was read with errors
  bool advised_ = false;  // all that can be found was looked for
  std::optional<Suppressions> suppressions_;
  std::vector<std::string> known_;
  std::list<CompiledSystem> systems_;  // in the order of their states
  std::vector<Run> runs_;
};

CompileResult compile_all(const CompileOptions& options, const FileSystem& files) {
  CompileResult result;
  LoadResult loaded = options.front_end
                          ? options.front_end(files, *result.sources, result.diagnostics)
                          : load_systems(files, options.paths, *result.sources, result.diagnostics);
  result.io_error = std::move(loaded.io_error);
  if (!result.io_error.empty()) return result;
  Taken taken;
  for (const LoadedSystem& system : loaded.systems) taken.systems.insert(system.system.name);
  // What others name in a blueprint that could not be read would all be found missing.
  if (loaded.unread > 0) return result;
  std::size_t own = 0;
  for (const LoadedSystem& system : loaded.systems) own += system.errors;
  const bool refused = result.diagnostics.error_count() > own;
  for (LoadedSystem& system : loaded.systems) {
    // Of its own, so that the errors of one system hide nothing of another.
    Diagnostics found;
    SystemRun run(std::move(system), refused, taken, options, *result.sources, found);
    result.systems.splice(result.systems.end(), run.run());
    result.silenced += run.silenced();
    for (const Diagnostic& finding : found.all()) result.diagnostics.append(finding);
  }
  // Systems are written together or not at all.
  if (result.diagnostics.has_errors()) {
    for (CompiledSystem& system : result.systems) system.files.clear();
  }
  return result;
}

}  // namespace

CompileResult compile(const CompileOptions& options, const FileSystem& files) {
  CompileResult result = compile_all(options, files);
  // A program's sources are no YAML, and nothing mends them.
  result.diagnostics = options.front_end ? program_findings(result.diagnostics, *result.sources)
                                         : with_safe_fixes(result.diagnostics, *result.sources);
  return result;
}

}  // namespace btsinfra
