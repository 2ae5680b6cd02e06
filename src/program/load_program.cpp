#include "program/load_program.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "btsinfra/program/blueprint_builder.h"

#include "diag/ids/programs.h"
#include "diag/ids/reading.h"
#include "program/check_values.h"
#include "program/placer.h"
#include "program/program_sources.h"
#include "program/recording.h"
#include "program/to_document.h"
#include "services/records.h"
#include "stages/read/read_document.h"
#include "support/paths.h"

namespace btsinfra::program {
namespace {

class ProgramLoader {
 public:
  ProgramLoader(const ProgramInput& input, const FileSystem& files, SourceMap& sources,
                Diagnostics& diags)
      : input_(input),
        files_(files),
        sources_(sources),
        diags_(diags),
        program_(input.folder, files, sources),
        shared_(sources) {}

  LoadResult run() {
    LoadResult result;
    if (input_.systems.empty()) {
      diags_.report(ids::NoBlueprints, Span{}, "the program describes no system")
          .help("give `btsinfra::main` a system with a blueprint");
    }
    for (const SystemBuilder* system : input_.systems) note_lines(*system);
    check_names();
    for (const SystemBuilder* system : input_.systems) {
      if (auto loaded = load(*system)) {
        result.systems.push_back(std::move(*loaded));
      } else {
        ++result.unread;
      }
    }
    std::stable_sort(
        result.systems.begin(), result.systems.end(),
        [](const LoadedSystem& a, const LoadedSystem& b) { return a.system.name < b.system.name; });
    return result;
  }

 private:
  // "seoul.", where the program has one system.
  [[nodiscard]] std::string things_of(const SystemBuilder& system,
                                      const BlueprintBuilder& blueprint) const {
    const std::string prefix = input_.systems.size() > 1 ? system.name() + "/" : "";
    return prefix + blueprint.name() + ".";
  }

  void note_lines(const SystemBuilder& system) {
    for (const BlueprintBuilder& blueprint : system.blueprints()) {
      const Recording& recording = blueprint.recording();
      const std::string things = things_of(system, blueprint);
      const auto note = [&](const Lines& lines) {
        for (const auto& [path, said] : lines) {
          for (const SourceLine& line : said) shared_.add(line, things + path);
        }
      };
      shared_.add(recording.at, things);
      note(recording.lines);
      for (const Recording::ScenarioRecord& scenario : recording.scenarios) note(scenario.lines);
    }
  }

  // Their stacks would be the same ones.
  void check_names() {
    std::map<std::string_view, const SystemBuilder*> first;
    for (const SystemBuilder* system : input_.systems) {
      const auto [found, fresh] = first.try_emplace(system->name(), system);
      if (fresh || system->blueprints().empty()) continue;
      Report report = diags_.report(
          ids::ProgramSystemTwice, program_.line(system->blueprints().front().recording().at),
          "the program has two systems called `{}`, of which this is the second", system->name());
      if (!found->second->blueprints().empty()) {
        report.note(program_.line(found->second->blueprints().front().recording().at),
                    "a blueprint of the first");
      }
      report.help("give one of them another name, or add its blueprints to the other");
    }
  }

  // Nothing where texts of it are none, which is reported.
  std::optional<LoadedSystem> load(const SystemBuilder& system) {
    const std::size_t errors = diags_.error_count();
    if (system.blueprints().empty()) {
      diags_.report(ids::NoBlueprints, Span{}, "the system `{}` has no blueprint", system.name())
          .help("add one: `system.blueprint(\"seoul\", \"ap-northeast-2\"_region)`");
    }
    if (system.name().empty() && !system.blueprints().empty()) {
      diags_
          .report(ids::BadName, program_.line(system.blueprints().front().recording().at),
                  "the name of the system is empty")
          .help("give it one, as in `SystemBuilder(\"bts\")`");
      return std::nullopt;
    }
    std::vector<const BlueprintBuilder*> ordered;
    for (const BlueprintBuilder& blueprint : system.blueprints()) ordered.push_back(&blueprint);
    std::stable_sort(
        ordered.begin(), ordered.end(),
        [](const BlueprintBuilder* a, const BlueprintBuilder* b) { return a->name() < b->name(); });
    std::vector<ReadBlueprint> blueprints;
    bool good = true;
    for (const BlueprintBuilder* blueprint : ordered) {
      const Recording& recording = blueprint->recording();
      if (blueprint->name().empty()) {
        diags_
            .report(ids::BadName, program_.line(recording.at), "the name of the blueprint is empty")
            .help("give it one, as in `system.blueprint(\"seoul\", …)`");
        good = false;
      }
      check_locks(recording);
      for (const Mistake& mistake : recording.mistakes) report(mistake);
      blueprints.push_back({.name = blueprint->name(),
                            .file = program_.shown(recording.at.file),
                            .document = document(recording, things_of(system, *blueprint)),
                            .lock_file = lock_file(system, *blueprint)});
      good = check_values(blueprints.back().document.root, diags_) && good;
      good = check_count(*blueprint, blueprints.back().document.root) && good;
    }
    if (!good) return std::nullopt;
    LoadedSystem loaded =
        load_system(system.name(), std::move(blueprints), files_, sources_, diags_);
    loaded.errors = diags_.error_count() - errors;
    return loaded;
  }

  // No more than a file may hold.
  bool check_count(const BlueprintBuilder& blueprint, const Node& root) {
    constexpr std::size_t most = DocumentLimits{}.nodes;
    if (value_count(root) <= most) return true;
    diags_
        .report(ids::TooManyNodes, program_.line(blueprint.recording().at),
                "the blueprint `{}` holds more than {} values", blueprint.name(), most)
        .help("split it in two, or look for a loop that adds without end");
    return false;
  }

  // Whether blocks are chosen for it, and kept.
  [[nodiscard]] static bool chooses_blocks(const Blueprint& blueprint) {
    return blueprint.network &&
           std::any_of(blueprint.network->subnets.begin(), blueprint.network->subnets.end(),
                       [](const auto& tier) { return tier.second.size.has_value(); });
  }

  void check_locks(const Recording& recording) {
    const bool chooses = chooses_blocks(recording.blueprint) ||
                         std::any_of(recording.scenarios.begin(), recording.scenarios.end(),
                                     [](const Recording::ScenarioRecord& each) {
                                       return chooses_blocks(each.after);
                                     });
    if (!chooses || input_.lock_folder || program_.is_here(recording.at)) return;
    diags_
        .report(
            ids::ProgramLocks, program_.line(recording.at),
            "where the lock file of blueprint `{}` is cannot be told: its source `{}` is not here",
            recording.blueprint.name, recording.at.file)
        .help("give the folder of the lock files: --locks FOLDER");
  }

  // With the name of the system where the program has several: their blueprints may be called the
  // same.
  [[nodiscard]] std::string lock_file(const SystemBuilder& system,
                                      const BlueprintBuilder& blueprint) const {
    const std::string prefix = input_.systems.size() > 1 ? system.name() + "." : "";
    const std::string folder = input_.lock_folder
                                   ? *input_.lock_folder
                                   : folder_of(program_.shown(blueprint.recording().at.file));
    return in_folder(folder, prefix + blueprint.name() + ".lock.json");
  }

  Document document(const Recording& recording, const std::string& things) {
    const fields::Type& type = fields::type_of<Blueprint>();
    Document document;
    document.root = to_node(type, &recording.blueprint);
    Placer(program_, shared_, things, recording.lines, recording.at).blueprint(document.root);
    document.is_yaml = false;
    document.file = document.root.key_span.file;
    if (!recording.scenarios.empty()) document.root.items.push_back(scenarios(recording, things));
    // A document's own root has no key.
    document.root.key_span = {};
    return document;
  }

  Node scenarios(const Recording& recording, const std::string& things) {
    const fields::Type& type = fields::type_of<Blueprint>();
    Node all;
    all.kind = Node::Kind::Map;
    all.key = "scenarios";
    for (const Recording::ScenarioRecord& record : recording.scenarios) {
      Node node = to_node(fields::type_of<Scenario>(), &record.options);
      node.key = record.name;
      Placer placer(program_, shared_, things, record.lines, record.at);
      placer.scenario(node);
      auto set = difference(to_node(type, &record.before), to_node(type, &record.after));
      if (set) {
        placer.blueprint(*set);
        set->key = "set";
        node.items.push_back(std::move(*set));
      }
      if (all.items.empty()) {
        all.key_span = node.key_span;
        all.span = node.key_span;
        all.end_offset = node.end_offset;
      }
      all.items.push_back(std::move(node));
    }
    return all;
  }

  Span named(const SourceLine& at, const std::string& subject) {
    const std::size_t dot = subject.rfind('.');
    return program_.designators(at)
        .call(at.line, {dot == std::string::npos ? subject : subject.substr(dot + 1)})
        .name;
  }

  void report(const Mistake& mistake) {
    const Span here = named(mistake.at, mistake.subject);
    switch (mistake.kind) {
      case Mistake::Kind::AddedTwice:
        diags_.report(ids::ProgramAddsTwice, here, "`{}` is there already", mistake.subject)
            .note(named(mistake.earlier, mistake.subject), "it was added here")
            .help(mistake.subject.starts_with("scenarios.") ? "give one of them another name"
                  : mistake.subject == "network"
                      ? "change the first by `edit_network`"
                      : "give one of them another name, or change the first by `edit`");
        return;
      case Mistake::Kind::NotThere:
        diags_
            .report(ids::ProgramChangesNothing, here, "there is no `{}` at this line",
                    mistake.subject)
            .help(mistake.words.empty()
                      ? "add it before this line; what a scenario changes is there in the base"
                      : "did you mean `" + mistake.words + "`?");
        return;
      case Mistake::Kind::Threw:
        diags_
            .report(ids::ProgramThrew, here, "the function of the scenario `{}` ended with: {}",
                    mistake.subject, mistake.words)
            .help("what the scenario is to be is not known; mend the function");
        return;
      case Mistake::Kind::Nested:
        diags_
            .report(ids::ProgramNestsScenario, here,
                    "the scenario `{}` is defined inside the scenario `{}`", mistake.subject,
                    mistake.words)
            .note(named(mistake.earlier, mistake.words), "which begins here")
            .help("define it beside the other, with `.after = \"" + mistake.words + "\"`");
        return;
      case Mistake::Kind::Outside:
        diags_
            .report(ids::ProgramChangesBase, here,
                    "the function of the scenario `{}` changes `{}` of the blueprint itself",
                    mistake.words, mistake.subject)
            .note(named(mistake.earlier, mistake.words), "the scenario")
            .help("change the one that the function is given");
        return;
      case Mistake::Kind::Moved:
        diags_
            .report(ids::ProgramMovesBlueprint, here,
                    "`{}` is for the scenario of another environment", mistake.subject)
            .help(mistake.subject == "system"
                      ? "the name stands where the system is made: `SystemBuilder(\"bts\")`"
                      : "the region stands where the blueprint is made");
        return;
    }
  }

  const ProgramInput& input_;
  const FileSystem& files_;
  SourceMap& sources_;
  Diagnostics& diags_;
  ProgramSources program_;
  SharedLines shared_;
};

}  // namespace

LoadResult load_program(const ProgramInput& input, const FileSystem& files, SourceMap& sources,
                        Diagnostics& diags) {
  return ProgramLoader(input, files, sources, diags).run();
}

}  // namespace btsinfra::program
