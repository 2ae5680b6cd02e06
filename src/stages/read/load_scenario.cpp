#include "stages/read/load_scenario.h"

#include <optional>
#include <utility>

#include "diag/ids/scenarios.h"
#include "services/records.h"
#include "stages/read/overlay.h"
#include "stages/read/reader.h"

namespace btsinfra {
namespace {

// The blueprint read anew from its document with the overlay on it.
void read_again(std::size_t b, const Document& document, const SourceMap& sources,
                const std::string& name, LoadedSystem& loaded, Diagnostics& diags) {
  Blueprint& blueprint = loaded.system.blueprints[b];
  blueprint = Blueprint{};
  std::erase_if(loaded.tainted, [b](const Place& place) { return place.blueprint == b; });
  read_record(fields::type_of<Blueprint>(), &blueprint, document.root, Place{b, Path()}, sources,
              diags, loaded.tainted);
  blueprint.name = name;
}

Place setting_of(std::size_t b, const State& state) {
  return Place{b, Path({"scenarios", state.name, "set"})};
}

// All blueprints of an environment bear the system name that those give it which define it.
void rename_system(LoadedSystem& loaded, const LoadedSystem& base, const State& state,
                   Diagnostics& diags) {
  const std::string& old = base.system.name;
  std::optional<std::size_t> first;
  for (std::size_t b : state.defined_by) {
    const std::string& given = loaded.system.blueprints[b].system;
    const Span here = loaded.places->value(Place{b, Path({"system"})});
    if (given == old || given.empty()) {
      diags
          .report(ids::EnvironmentSystem, base.places->key(setting_of(b, state)),
                  "`{}` is another environment, but its system is called `{}` as the base is",
                  state.name, old)
          .help("set another name in each blueprint that defines it, as in `system: " + old + "-" +
                state.name + "`");
    } else if (first && loaded.system.blueprints[*first].system != given) {
      diags
          .report(ids::EnvironmentSystem, here,
                  "the system of `{}` is called `{}` here and `{}` in another blueprint",
                  state.name, given, loaded.system.blueprints[*first].system)
          .note(loaded.places->value(Place{*first, Path({"system"})}), "the other is here")
          .help("give it one name");
    } else if (!first) {
      first = b;
    }
  }
  if (!first) return;
  loaded.system.name = loaded.system.blueprints[*first].system;
  for (Blueprint& blueprint : loaded.system.blueprints) blueprint.system = loaded.system.name;
}

}  // namespace

LoadedSystem load_scenario(const LoadedSystem& base, const State& state, const SourceMap& sources,
                           Diagnostics& diags) {
  LoadedSystem loaded;
  loaded.system = base.system;
  loaded.tainted = base.tainted;
  loaded.files = base.files;
  loaded.lock_files = base.lock_files;
  loaded.locks = base.locks;
  std::vector<Document> documents = base.places->documents();
  for (std::size_t b : state.defined_by) {
    Document& document = documents[b];
    const Node* set = document.find(setting_of(b, state).path);
    if (set == nullptr || set->kind != Node::Kind::Map) continue;
    document = overlaid(document, *set, {.renames = state.environment}, sources, diags);
    read_again(b, document, sources, base.system.blueprints[b].name, loaded, diags);
  }
  loaded.places = std::make_unique<DocumentPlaces>(std::move(documents), sources);
  if (state.environment) rename_system(loaded, base, state, diags);
  return loaded;
}

}  // namespace btsinfra
