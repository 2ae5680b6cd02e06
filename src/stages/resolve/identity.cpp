#include "stages/resolve/identity.h"

#include <algorithm>
#include <array>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/reading.h"
#include "services/kind.h"

namespace btsinfra {
namespace {

bool is_name(std::string_view name) {
  if (name.empty() || name[0] < 'a' || name[0] > 'z' || name.back() == '-') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// Stack names are at most 128 characters: the longest layer takes 13 with its hyphen.
constexpr std::size_t longest = 40;

// Blueprints that name each other's components are of one system, whatever they call it.
void check_same_system(const System& system, std::size_t b, const Places& places,
                       std::set<Place>& tainted, Diagnostics& diags) {
  const std::vector<Blueprint>& blueprints = system.blueprints;
  const Place place{b, Path({"system"})};
  if (blueprints[b].system.empty() || blueprints[b].system == system.name ||
      tainted.contains(place)) {
    return;
  }
  for (std::size_t other = 0; other < blueprints.size(); ++other) {
    if (blueprints[other].system != system.name) continue;
    const Span here = places.value(place);
    diags
        .report(ids::SystemsDiffer, here,
                "`{}` and `{}` name each other's components, and this one is of a system `{}`",
                blueprints[b].name, blueprints[other].name, blueprints[b].system)
        .note(places.value(Place{other, Path({"system"})}), "the other is of `" + system.name + "`")
        .help("write `system: " + system.name + "`; nothing refers from one system into another")
        .fix({here, blueprints[b].system, system.name});
    tainted.insert(place);
    return;
  }
}

}  // namespace

void check_identity(const System& system, const Places& places, std::set<Place>& tainted,
                    Diagnostics& diags) {
  for (std::size_t b = 0; b < system.blueprints.size(); ++b) {
    const Blueprint& blueprint = system.blueprints[b];
    auto judge = [&](const std::string& name, const char* key, const char* what) {
      Place place{b, Path({key})};
      if (tainted.contains(place) || name.empty()) return;
      if (!is_name(name) || name.size() > longest) {
        diags
            .report(ids::BadName, places.value(place), "`{}` cannot be the name of a {}", name,
                    what)
            .help(
                "it becomes part of stack names: lower-case letters, digits and `-`, a letter "
                "first, "
                "no `-` at the end, at most 40 characters");
        tainted.insert(place);
      } else if (std::string_view(key) == "name" && find_kind(name) != nullptr) {
        diags
            .report(ids::BadName, places.value(place),
                    "`{}` cannot be the name of a blueprint: it is a kind of component", name)
            .help("give the blueprint a `name:` of its own, or rename the file");
        tainted.insert(place);
      }
    };
    judge(blueprint.system, "system", "system");
    check_same_system(system, b, places, tainted, diags);
    judge(blueprint.name, "name", "blueprint");
  }
}

}  // namespace btsinfra
