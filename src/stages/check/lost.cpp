#include "stages/check/lost.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "btsinfra/model/blueprint.h"

#include "cfn/resource_types.h"
#include "diag/ids/scenarios.h"
#include "stages/check/lost_names.h"
#include "stages/partition/unite.h"
#include "support/function_ref.h"
#include "support/overloaded.h"

namespace btsinfra {
namespace {

// A text of a template with where in it: "Properties.UserData".
using VisitText = FunctionRef<void(const std::string& path, const std::string& text)>;

// `path` is where the walk is; it comes back as it went in.
void each_text_below(const cfn::Value& value, std::string& path, VisitText visit) {
  std::visit(Overloaded{
                 [&](const std::string& text) { visit(path, text); },
                 [&](const cfn::List& list) {
                   for (const cfn::Value& item : list) each_text_below(item, path, visit);
                 },
                 [&](const cfn::Map& map) {
                   for (const auto& [key, item] : map) {
                     visit(path, key);  // names can be keys
                     const std::size_t length = path.size();
                     if (length > 0) path += '.';
                     path += key;
                     each_text_below(item, path, visit);
                     path.resize(length);
                   }
                 },
                 [&](const cfn::Intrinsic& function) {
                   each_text_below(function.argument.value(), path, visit);
                 },
                 [](const auto&) {},
             },
             value.data);
}

void each_text(const cfn::Value& value, std::string path, VisitText visit) {
  each_text_below(value, path, visit);
}

// A word that anything could be called says nothing about what is meant by it.
bool is_distinctive(const std::string& name) {
  return std::any_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '/';
  });
}

std::set<std::string> physical_names(const Plan& plan, FunctionRef<bool(std::size_t)> of) {
  std::set<std::string> names;
  for (const Stack& stack : plan.stacks) {
    if (!of(stack.blueprint)) continue;
    for (const cfn::Resource& resource : stack.body.resources) {
      const std::string_view property = cfn::physical_name_property(resource.type);
      const cfn::Value* value = property.empty() ? nullptr : resource.properties.find(property);
      const auto* name = value == nullptr ? nullptr : value->as<std::string>();
      if (name != nullptr) names.insert(*name);
    }
  }
  return names;
}

LostNames names_of(const Plan& plan, const ResolvedSystem& system, const State& state,
                   const std::vector<const Plan*>& before) {
  LostNames names;
  const std::set<Region> regions = lost_regions(state, system.system());
  for (const auto& [b, place] : state.lost) {
    const Blueprint& blueprint = system.system().blueprints[b];
    const std::string of = " of `" + blueprint.name + "`";
    if (blueprint.region && regions.contains(*blueprint.region)) {
      names.add_region(*blueprint.region, {b, "the region" + of});
    }
    if (blueprint.network && blueprint.network->cidr) {
      names.add_block(*blueprint.network->cidr, {b, "the network" + of});
    }
    names.add_prefix(blueprint.system + "-" + blueprint.name,
                     {b, "what is called after" + of.substr(3)});
  }
  auto remains = [&](std::size_t b) { return !state.lost.contains(b); };
  const std::set<std::string> present = physical_names(plan, remains);
  for (const std::string& name : present) names.keep(name);
  for (std::size_t b = 0; b < system.system().blueprints.size(); ++b) {
    const Blueprint& blueprint = system.system().blueprints[b];
    if (remains(b)) names.keep(blueprint.system + "-" + blueprint.name);
  }
  for (const auto& [lost, place] : state.lost) {
    std::set<std::string> gone;
    for (const Plan* other : before) {
      gone.merge(physical_names(*other, [&lost = lost](std::size_t b) { return b == lost; }));
    }
    for (const std::string& name : gone) {
      if (!is_distinctive(name) || present.contains(name)) continue;
      names.add_name(name, {lost, "a resource of `" + system.system().blueprints[lost].name + "`"});
    }
  }
  return names;
}

class LostCheck {
 public:
  LostCheck(const ResolvedSystem& system, const State& state, const LostNames& names,
            Diagnostics& diags)
      : system_(system), state_(state), names_(names), diags_(diags) {}

  void check(const Stack& stack) {
    const Place top{stack.blueprint, Path()};
    search(stack, "the description", "", stack.body.description, {{top / "description"}}, top);
    for (const auto& [key, value] : stack.tags) {
      search(stack, "the tag ", key, value, {{top / "tags"}}, top);
    }
    for (const auto& [name, parameter] : stack.body.parameters) check(stack, name, parameter);
    for (const auto& [name, mapping] : stack.body.mappings) {
      const std::string where = "Mappings." + name;
      each_text(mapping, where, [&](const std::string& path, const std::string& text) {
        search(stack, "", path, text, {}, top);
      });
    }
    for (const cfn::Resource& resource : stack.body.resources) check(stack, resource);
    for (const auto& [name, output] : stack.body.outputs) check(stack, name, output);
    for (const Gate& gate : stack.gates) check(stack, gate);
  }

  // What one line of a blueprint brings into many templates is one finding.
  void report() {
    for (const auto& [key, found] : found_) {
      const auto& [here, text] = key;
      const std::string more =
          found.times > 1 ? fmt::format(" and {} more", found.times - 1) : std::string();
      diags_
          .report(ids::NamesLost, here, "`{}` names {}, which `{}` has lost: {}{}", text,
                  found.thing.what, state_.name, found.where, more)
          .note(system_.places().value(state_.lost.at(found.thing.blueprint)), "it is lost here")
          .help("set something else there in the scenario: what remains must work without it");
    }
  }

 private:
  void check(const Stack& stack, const std::string& name, const cfn::Parameter& parameter) {
    const Place top{stack.blueprint, Path()};
    const Place place = top / "parameters" / name;
    const std::string where = "Parameters." + name;
    auto visit = [&](const std::string& path, const std::string& text) {
      search(stack, "", path, text, {{place}}, place);
    };
    if (parameter.default_value) each_text(*parameter.default_value, where + ".Default", visit);
    visit(where + ".Description", parameter.description);
    visit(where + ".AllowedPattern", parameter.allowed_pattern);
    for (const std::string& value : parameter.allowed_values) visit(where, value);
  }

  void check(const Stack& stack, const cfn::Resource& resource) {
    const Place top{stack.blueprint, Path()};
    const Place& component = stack.resources.at(resource.logical_id).place;
    const std::vector<Place> places{component, top / "overrides" / resource.logical_id,
                                    top / "tags"};
    const std::string above = resource.logical_id + ".";
    auto visit = [&](const std::string& path, const std::string& text) {
      search(stack, above, path, text, places, component);
    };
    const std::string above_properties = above + "Properties.";
    auto property = [&](const std::string& path, const std::string& text) {
      if (cfn::why_it_names_what_is_lost(resource.type, path).empty()) {
        search(stack, above_properties, path, text, places, component);
      }
    };
    for (const auto& [name, value] : resource.properties) {
      if (cfn::why_it_names_what_is_lost(resource.type, name).empty()) {
        each_text(value, name, property);
      }
    }
    each_text(resource.metadata, "Metadata", visit);
    if (resource.creation_policy) each_text(*resource.creation_policy, "CreationPolicy", visit);
    if (resource.update_policy) each_text(*resource.update_policy, "UpdatePolicy", visit);
  }

  void check(const Stack& stack, const std::string& name, const cfn::Output& output) {
    const std::string& resource = stack.outputs.at(name).resource;
    const auto origin = stack.resources.find(resource);
    const Place place =
        origin == stack.resources.end() ? Place{stack.blueprint, Path()} : origin->second.place;
    auto visit = [&](const std::string& path, const std::string& text) {
      search(stack, "Outputs.", path, text, {{place}}, place);
    };
    each_text(output.value, name, visit);
    visit(name, output.description);
  }

  void check(const Stack& stack, const Gate& gate) {
    const Place top{stack.blueprint, Path()};
    for (const auto& [name, parts] : gate.facts) {
      for (const FactPart& part : parts) {
        if (const auto* words = std::get_if<std::string>(&part)) {
          search(stack, "a gate's ", name, *words, {}, top);
        }
      }
    }
  }

  // The text stands at `path` below `above`, as it is told to people. `places`: where the words may
  // stand in the blueprint, in that order; else `fallback` is shown.
  void search(const Stack& stack, std::string_view above, const std::string& path,
              const std::string& text, const std::vector<Place>& places, const Place& fallback) {
    for (LostMention& mention : names_.in(text)) {
      Span here;
      for (const Place& place : places) {
        if (!here.known()) here = system_.places().words(place, mention.text);
      }
      if (!here.known()) here = system_.places().key(fallback);
      auto [found, fresh] = found_.try_emplace({here, mention.text});
      if (fresh) {
        found->second = {std::move(mention.thing), std::string(above) + path + " of " + stack.id,
                         0};
      }
      ++found->second.times;
    }
  }

  struct Found {
    LostThing thing;
    std::string where;
    std::size_t times = 0;
  };

  const ResolvedSystem& system_;
  const State& state_;
  const LostNames& names_;
  Diagnostics& diags_;
  std::map<std::pair<Span, std::string>, Found> found_;
};

}  // namespace

void check_lost_names(const Plan& plan, const ResolvedSystem& system, const State& state,
                      const std::vector<const Plan*>& before, Diagnostics& diags) {
  if (state.lost.empty() || state.environment) return;
  const LostNames names = names_of(plan, system, state, before);
  LostCheck check(system, state, names, diags);
  for (const Stack& stack : plan.stacks) check.check(stack);
  check.report();
}

}  // namespace btsinfra
