#include "stages/resolve/scenarios.h"

#include <algorithm>
#include <optional>

#include "diag/ids/reading.h"
#include "diag/ids/scenarios.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

// What templates and people call the state that no scenario describes.
constexpr std::string_view base_name = "base";

constexpr std::size_t most_scenarios = 100;

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "`" : ", `") + name + "`";
  return list;
}

// One scenario over all blueprints that define it.
struct Definition {
  State state;
  std::string after;
  Place after_place;
  bool refused = false;
};

class States {
 public:
  States(const System& base, const Places& places, const std::set<Place>& tainted,
         Diagnostics& diags)
      : base_(base), places_(places), tainted_(tainted), diags_(diags) {}

  std::vector<State> list() {
    const std::vector<std::string> names = scenario_names(base_);
    if (too_many(names)) return std::vector<State>(1);
    for (const std::string& name : names) define(name);
    for (auto& [name, definition] : definitions_) check_order(definition);
    check_circles();
    return in_order();
  }

 private:
  // Each is compiled whole, whichever was asked for.
  bool too_many(const std::vector<std::string>& names) {
    if (names.size() <= most_scenarios) return false;
    for (std::size_t b = 0; b < base_.blueprints.size(); ++b) {
      if (base_.blueprints[b].scenarios.empty()) continue;
      diags_
          .report(ids::TooManyStates, places_.key(Place{b, Path({"scenarios"})}),
                  "the system has {} scenarios, and {} are the most that are compiled in one run",
                  names.size(), most_scenarios)
          .help("take out those that are over, or make a system of its own of what they are for");
      break;
    }
    return true;
  }

  [[nodiscard]] const Scenario& scenario(std::size_t blueprint, const std::string& name) const {
    return base_.blueprints[blueprint].scenarios.at(name);
  }

  [[nodiscard]] bool refused_below(const Place& place) const {
    auto next = tainted_.lower_bound(place);
    return next != tainted_.end() && next->blueprint == place.blueprint &&
           next->path.within(place.path);
  }

  void define(const std::string& name) {
    Definition& definition = definitions_[name];
    definition.state.name = name;
    for (std::size_t b = 0; b < base_.blueprints.size(); ++b) {
      if (!base_.blueprints[b].scenarios.contains(name)) continue;
      const Place place{b, Path({"scenarios", name})};
      if (definition.state.defined_by.empty()) definition.state.place = place;
      definition.state.defined_by.insert(b);
      definition.refused = definition.refused || refused_below(place);
      definition.state.environment = definition.state.environment || scenario(b, name).environment;
    }
    if (definition.refused) return;
    if (name == base_name) {
      diags_
          .report(ids::BadName, places_.key(definition.state.place),
                  "`base` is what the state without a scenario is called")
          .help("give the scenario another name");
      definition.refused = true;
      return;
    }
    for (std::size_t b : definition.state.defined_by) {
      collect_after(definition, b);
      collect_losses(definition, b);
    }
    check_losses(definition);
    check_environment(definition);
  }

  // ---- after ------------------------------------------------------------------------------------

  void collect_after(Definition& definition, std::size_t b) {
    const std::string& after = scenario(b, definition.state.name).after;
    if (after.empty()) return;
    const Place place = Place{b, Path({"scenarios", definition.state.name})} / "after";
    if (definition.after.empty()) {
      definition.after = after;
      definition.after_place = place;
    } else if (definition.after != after) {
      definition.refused = true;
      diags_
          .report(ids::ScenarioOrder, places_.value(place),
                  "`{}` is entered after `{}` here and after `{}` in another blueprint",
                  definition.state.name, after, definition.after)
          .note(places_.value(definition.after_place), "the other is here")
          .help("a state is entered from one other: let both say the same");
    }
  }

  void check_order(Definition& definition) {
    if (definition.after.empty() || definition.refused) return;
    const auto found = definitions_.find(definition.after);
    if (found == definitions_.end()) {
      definition.refused = true;
      const std::vector<std::string> names = scenario_names(base_);
      auto near = nearest(definition.after, names);
      diags_
          .report(ids::ScenarioOrder, places_.value(definition.after_place),
                  "no blueprint defines the scenario `{}`", definition.after)
          .help(near                            ? did_you_mean(*near)
                : definition.after == base_name ? "leave `after` out: the base is meant then"
                                                : "the scenarios are " + listed(names));
    } else if (found->second.state.environment || definition.state.environment) {
      definition.refused = true;
      const std::string why =
          definition.state.environment
              ? "is another environment: it is entered from no state of this one"
              : "cannot be entered from another environment";
      diags_
          .report(ids::ScenarioOrder, places_.value(definition.after_place), "`{}` {}",
                  definition.state.name, why)
          .help("take `after` out");
    }
  }

  void check_circles() {
    for (auto& [name, definition] : definitions_) {
      if (definition.refused || definition.after.empty()) continue;
      std::vector<std::string> way{name};
      const Definition* at = &definition;
      while (!at->after.empty() && definitions_.contains(at->after)) {
        at = &definitions_.at(at->after);
        if (at->state.name == name) break;
        if (std::find(way.begin(), way.end(), at->state.name) != way.end()) break;
        way.push_back(at->state.name);
      }
      // Every member of the circle comes here; the first by name tells.
      if (at->state.name != name || name != *std::min_element(way.begin(), way.end())) continue;
      diags_
          .report(ids::ScenarioOrder, places_.value(definition.after_place),
                  "the scenarios follow each other in a circle: {}", circle_text(way))
          .help("one of them has to be entered from the base, without `after`");
      for (const std::string& member : way) circular_.insert(member);
    }
  }

  // ---- loses ------------------------------------------------------------------------------------

  void collect_losses(Definition& definition, std::size_t b) {
    const std::vector<std::string>& loses = scenario(b, definition.state.name).loses;
    for (std::size_t i = 0; i < loses.size(); ++i) {
      const Place place = Place{b, Path({"scenarios", definition.state.name})} / "loses" / i;
      std::vector<std::string> names;
      std::optional<std::size_t> lost;
      for (std::size_t other = 0; other < base_.blueprints.size(); ++other) {
        names.push_back(base_.blueprints[other].name);
        if (names.back() == loses[i]) lost = other;
      }
      if (!lost) {
        definition.refused = true;
        auto near = nearest(loses[i], names);
        diags_
            .report(ids::ScenarioLoses, places_.value(place),
                    "the system has no blueprint `{}` that could be lost", loses[i])
            .help(near ? did_you_mean(*near) : "its blueprints are " + listed(names));
      } else if (*lost == b) {
        definition.refused = true;
        diags_
            .report(ids::ScenarioLoses, places_.value(place),
                    "blueprint `{}` says that it is lost itself", loses[i])
            .help("let a blueprint say so that is still there in this state");
      } else {
        definition.state.lost.emplace(*lost, place);
      }
    }
  }

  void check_losses(Definition& definition) {
    const State& state = definition.state;
    for (const auto& [lost, place] : state.lost) {
      if (!state.defined_by.contains(lost) || !scenario(lost, state.name).set.given) continue;
      definition.refused = true;
      diags_
          .report(ids::ScenarioLoses,
                  places_.key(Place{lost, Path({"scenarios", state.name})} / "set"),
                  "`{}` loses blueprint `{}`, so nothing can be set in it", state.name,
                  base_.blueprints[lost].name)
          .note(places_.value(place), "it is lost here")
          .help("take one of the two out");
    }
    if (!base_.blueprints.empty() && state.lost.size() == base_.blueprints.size()) {
      definition.refused = true;
      diags_
          .report(ids::ScenarioLoses, places_.key(state.place),
                  "in `{}` every blueprint is lost, so there is nothing to build", state.name)
          .help("leave one of them standing");
    }
  }

  // ---- environments -----------------------------------------------------------------------------

  void check_environment(Definition& definition) {
    const State& state = definition.state;
    if (!state.environment) return;
    for (std::size_t b : state.defined_by) {
      if (scenario(b, state.name).environment) continue;
      definition.refused = true;
      diags_
          .report(ids::EnvironmentSystem, places_.key(Place{b, Path({"scenarios", state.name})}),
                  "`{}` is an environment in another blueprint and a state here", state.name)
          .help("say `environment: true` in every blueprint that defines it, or in none");
    }
  }

  // ---- order ------------------------------------------------------------------------------------

  std::vector<State> in_order() {
    std::vector<State> states(1);
    std::map<std::string, std::size_t> index{{"", 0}};
    bool more = true;
    while (more) {
      more = false;
      for (auto& [name, definition] : definitions_) {
        if (definition.refused || circular_.contains(name) || index.contains(name)) continue;
        auto before = index.find(definition.after);
        if (before == index.end()) continue;  // not yet, or refused
        definition.state.before = before->second;
        index.emplace(name, states.size());
        states.push_back(definition.state);
        more = true;
      }
    }
    return states;
  }

  const System& base_;
  const Places& places_;
  const std::set<Place>& tainted_;
  Diagnostics& diags_;
  std::map<std::string, Definition> definitions_;
  std::set<std::string> circular_;
};

}  // namespace

std::vector<std::string> scenario_names(const System& base) {
  std::set<std::string> names;
  for (const Blueprint& blueprint : base.blueprints) {
    for (const auto& [name, scenario] : blueprint.scenarios) names.insert(name);
  }
  return {names.begin(), names.end()};
}

std::vector<State> list_states(const System& base, const Places& places,
                               const std::set<Place>& tainted, Diagnostics& diags) {
  return States(base, places, tainted, diags).list();
}

}  // namespace btsinfra
