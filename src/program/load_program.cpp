#include "program/load_program.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <utility>

#include "btsinfra/program/blueprint_builder.h"

#include "diag/ids/programs.h"
#include "diag/ids/reading.h"
#include "program/designators.h"
#include "program/recording.h"
#include "program/to_document.h"
#include "services/records.h"
#include "support/utf8.h"

namespace btsinfra::program {
namespace {

// A source is hand-written: what is larger was made by a program, and nobody looks into it.
constexpr std::size_t largest_source = std::size_t{4} * 1024 * 1024;

// CloudFormation's own words are members of settings in another spelling: DeletionPolicy is
// `deletion_policy`.
std::string member_of(std::string_view key) {
  std::string member;
  for (const char c : key) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && !member.empty()) member += '_';
    member += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return member;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

// The sources of the program, each read when something in it is pointed at.
class ProgramSources {
 public:
  ProgramSources(const ProgramInput& input, const FileSystem& files, SourceMap& sources)
      : input_(input), files_(files), sources_(sources) {}

  const Designators& designators(const SourceLine& at) {
    auto [found, fresh] = known_.try_emplace(at.file);
    if (fresh) {
      const std::string path(at.file);
      auto text = files_.read(path, largest_source);
      // Of a source that is not here lines are known, and nothing in them.
      const bool here = text && text.value->find('\0') == std::string::npos;
      std::string content = here ? std::move(*text.value) : std::string(longest_unread, '\n');
      const FileId file = sources_.add(shown(path), std::move(content));
      found->second = std::make_unique<Designators>(file, sources_.file(file));
    }
    return *found->second;
  }

  Span line(const SourceLine& at) { return designators(at).call(at.line, {}).name; }

  [[nodiscard]] bool is_here(const SourceLine& at) const { return files_.exists(at.file); }

  [[nodiscard]] std::string shown(const std::string& path) const {
    const std::string prefix = input_.folder + "/";
    return !input_.folder.empty() && path.starts_with(prefix) ? path.substr(prefix.size()) : path;
  }

 private:
  static constexpr std::size_t longest_unread = 100'000;  // lines

  const ProgramInput& input_;
  const FileSystem& files_;
  SourceMap& sources_;
  std::map<std::string, std::unique_ptr<Designators>, std::less<>> known_;
};

// Which lines make several things, as those of a loop or of a function that is called twice do.
// Of what stands there, places bear the thing's own name.
class SharedLines {
 public:
  explicit SharedLines(SourceMap& sources) : sources_(sources) {}

  // `thing` is made, or changed, at the line.
  void add(const SourceLine& at, const std::string& thing) {
    auto [found, fresh] = things_.try_emplace(key_of(at), thing);
    if (!fresh && found->second != thing) shared_.insert(key_of(at));
  }

  [[nodiscard]] bool shared(const SourceLine& at) const { return shared_.contains(key_of(at)); }

  FileId part(FileId file, const std::string& thing) {
    auto [found, fresh] = parts_.try_emplace({file, thing});
    if (fresh) found->second = sources_.add_part(file, thing);
    return found->second;
  }

 private:
  using Key = std::pair<std::string_view, unsigned>;

  static Key key_of(const SourceLine& at) { return {at.file, at.line}; }

  SourceMap& sources_;
  std::map<Key, std::string> things_;  // the first of each line
  std::set<Key> shared_;
  std::map<std::pair<FileId, std::string>, FileId> parts_;
};

// Gives every node of a document the place where the program says it.
class Placer {
 public:
  // `things` begins the names of all that the lines make: "seoul.".
  Placer(ProgramSources& sources, SharedLines& shared, std::string things, const Lines& lines,
         const SourceLine& otherwise)
      : sources_(sources),
        shared_(shared),
        things_(std::move(things)),
        lines_(lines),
        otherwise_(otherwise) {}

  // The fields of a blueprint, or of what a scenario sets of one.
  void blueprint(Node& root) {
    mark(root, otherwise({}));
    if (shared_.shared(otherwise_)) name_part(root, things_.substr(0, things_.size() - 1));
    for (Node& field : root.items) {
      if (field.key == "network") {
        said(field, "network", {"network", "edit_network"});
      } else if (field.kind == Node::Kind::Scalar) {
        said(field, field.key, {field.text, field.key});
      } else if (!of_components(field)) {
        said(field, field.key, {field.key});
      }
    }
  }

  // A scenario's own definition, at its call.
  void scenario(Node& node) {
    const Found call = otherwise({node.key});
    mark(node, call);
    parts(node, {{&sources_.designators(otherwise_), call}});
  }

 private:
  struct Spot {
    const Designators* source;
    Found found;
  };

  // A component may be added at one line and edited at others: any may say a field of it.
  using Spots = std::vector<Spot>;

  using Names = std::initializer_list<std::string_view>;

  Found otherwise(Names names) {
    return sources_.designators(otherwise_).call(otherwise_.line, names);
  }

  static void mark(Node& node, const Found& found) {
    node.key_span = found.name;
    node.span = found.name;
    node.end_offset = found.name.end.offset;
  }

  static void mark(Node& node, const Spot& spot) {
    mark(node, spot.found);
    const Span value = spot.source->value(spot.found);
    if (!value.known()) return;
    if (node.kind == Node::Kind::Scalar) node.span = value;
    node.end_offset = std::max(node.end_offset, value.end.offset);
  }

  // Maps of components, by name. True if it is one.
  bool of_components(Node& field) {
    const bool list = field.kind == Node::Kind::List;
    bool any = false;
    for (std::size_t i = 0; i < field.items.size(); ++i) {
      Node& item = field.items[i];
      const std::string name = list ? std::to_string(i) : item.key;
      any = said(item, field.key + "." + name, {list ? field.key : name}) || any;
    }
    if (any) {
      const Node& first = field.items.front();
      field.key_span = first.key_span;
      field.span = first.span;
      field.end_offset = field.key_span.end.offset;
    }
    return any;
  }

  // False: no line said it, and it stands where the whole does.
  bool said(Node& node, const std::string& path, Names names) {
    const auto lines = lines_.find(path);
    if (lines == lines_.end()) {
      mark(node, otherwise(names));
      parts(node, {});
      if (shared_.shared(otherwise_)) name_parts(node, things_ + path);
      return false;
    }
    Spots spots;
    for (const SourceLine& line : lines->second) {
      const Designators& source = sources_.designators(line);
      spots.push_back({&source, source.call(line.line, names)});
    }
    mark(node, spots.front());
    node.span = node.key_span;
    parts(node, spots);
    if (std::any_of(lines->second.begin(), lines->second.end(),
                    [this](const SourceLine& line) { return shared_.shared(line); })) {
      name_parts(node, things_ + path);
    }
    return true;
  }

  void name_part(Node& node, const std::string& thing) {
    node.key_span.file = shared_.part(node.key_span.file, thing);
    node.span.file = shared_.part(node.span.file, thing);
  }

  void name_parts(Node& node, const std::string& thing) {
    name_part(node, thing);
    for (Node& item : node.items) name_parts(item, thing);
  }

  void parts(Node& node, const Spots& spots) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      Node& item = node.items[i];
      Spots inner;
      for (const Spot& spot : spots) {
        std::optional<Found> found;
        if (node.kind == Node::Kind::List) {
          found = spot.source->item(spot.found, i);
        } else {
          found = spot.source->field(spot.found, item.key);
          if (!found) found = spot.source->field(spot.found, member_of(item.key));
          if (!found) found = spot.source->entry(spot.found, item.key);
        }
        if (found) inner.push_back({spot.source, *found});
      }
      if (inner.empty()) {
        item.key_span = node.key_span;
        item.span = node.key_span;
        item.end_offset = node.key_span.end.offset;
      } else {
        mark(item, inner.front());
      }
      parts(item, inner);
    }
  }

  ProgramSources& sources_;
  SharedLines& shared_;
  std::string things_;
  const Lines& lines_;
  const SourceLine& otherwise_;
};

class ProgramLoader {
 public:
  ProgramLoader(const ProgramInput& input, const FileSystem& files, SourceMap& sources,
                Diagnostics& diags)
      : input_(input),
        files_(files),
        sources_(sources),
        diags_(diags),
        program_(input, files, sources),
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
    if (system.blueprints().empty()) {
      diags_.report(ids::NoBlueprints, Span{}, "the system `{}` has no blueprint", system.name())
          .help("add one: `system.blueprint(\"seoul\", \"ap-northeast-2\"_region)`");
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
      check_locks(recording);
      for (const Mistake& mistake : recording.mistakes) report(mistake);
      blueprints.push_back(
          {.name = blueprint->name(),
           .file = program_.shown(recording.at.file),
           .document = document(recording, things_of(system, *blueprint)),
           .lock_file = lock_folder(recording.at) + blueprint->name() + ".lock.json"});
      good = texts_are_good(blueprints.back().document.root) && good;
    }
    if (!good) return std::nullopt;
    return load_system(system.name(), std::move(blueprints), files_, sources_, diags_);
  }

  // What the reader of files sees to before anything else: a text in UTF-8 that people can see.
  bool texts_are_good(const Node& node) {
    bool good = text_is_good(node.key, node.place());
    if (node.kind == Node::Kind::Scalar) {
      good = text_is_good(node.text, node.span) && number_is_good(node) && good;
    }
    std::map<std::string_view, const Node*> keys;
    for (const Node& item : node.items) {
      good = texts_are_good(item) && good;
      if (node.kind != Node::Kind::Map) continue;
      const auto [first, fresh] = keys.try_emplace(item.key, &item);
      if (fresh) continue;
      diags_.report(ids::DuplicateKey, item.place(), "the key `{}` is there twice", item.key)
          .note(first->second->place(), "the first is here")
          .help("leave one of them out");
      good = false;
    }
    return good;
  }

  // Words that printing makes of what is no number.
  bool number_is_good(const Node& node) {
    if (node.quoted || (node.text != not_a_number && node.text != infinite_number &&
                        node.text != "-" + std::string(infinite_number))) {
      return true;
    }
    diags_
        .report(ids::WrongScalar, node.span,
                "a number of the program is `{}`, which no template holds", node.text)
        .help("look at what was worked out there");
    return false;
  }

  bool text_is_good(const std::string& text, const Span& span) {
    if (const auto bad = first_invalid_utf8(text)) {
      diags_
          .report(ids::InvalidUtf8, span,
                  "a text of the program is not UTF-8: it holds the byte 0x{:02X}",
                  static_cast<unsigned char>(text[*bad]))
          .help("compile the source as UTF-8, and convert what the program reads");
      return false;
    }
    if (const auto bad = first_control_character(text)) {
      std::size_t next = *bad;
      const auto code = static_cast<unsigned>(next_code_point(text, next));
      diags_
          .report(ids::ControlCharacter, span,
                  "a text of the program holds the control character U+{:04X}", code)
          .help("leave it out: nothing can use it");
      return false;
    }
    return true;
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

  [[nodiscard]] std::string lock_folder(const SourceLine& declared) const {
    if (!input_.lock_folder) return folder_of(program_.shown(declared.file));
    return *input_.lock_folder == "." ? "" : *input_.lock_folder + "/";
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
            .help(mistake.subject.starts_with("scenarios.")
                      ? "give one of them another name"
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
