#include "stages/resolve/references.h"

#include <algorithm>
#include <map>
#include <vector>

#include "btsinfra/model/blueprint.h"

#include "diag/ids/names_and_addresses.h"
#include "diag/ids/reading.h"
#include "diag/ids/scenarios.h"
#include "diag/suggest.h"
#include "services/kind.h"
#include "support/edit_distance.h"
#include "support/graph.h"

namespace btsinfra {
namespace {

using fields::ReferenceUse;
using fields::ValueType;

std::string_view describe(ValueType type) {
  switch (type) {
    case ValueType::Text:
      return "a text";
    case ValueType::Integer:
      return "an integer";
    case ValueType::Boolean:
      return "a boolean";
    case ValueType::Cidr:
      return "an address block";
    case ValueType::Arn:
      return "an ARN";
    case ValueType::List:
      return "a list";
  }
  return "";
}

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t most = 8;
  std::string list;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    if (names[i].empty()) continue;
    list += (list.empty() ? "`" : ", `") + names[i] + "`";
  }
  if (names.size() > most) list += " and " + std::to_string(names.size() - most) + " more";
  return list;
}

class ReferenceCheck {
 public:
  ReferenceCheck(const ResolvedSystem& system, const std::map<std::size_t, Place>& lost,
                 std::set<Place>& tainted, Diagnostics& diags)
      : system_(system), lost_(lost), tainted_(tainted), diags_(diags) {}

  void run() {
    for (const Component& component : system_.components()) {
      fields::walk_references(
          component.kind->type(), component.settings, component.place, true,
          [&](const ReferenceUse& use, const Place& place, bool, const fields::Type& type) {
            if (system_.lost(component.blueprint)) {
              check_lost(component, use, place);
            } else {
              check(component.blueprint, use, place, type);
            }
          });
    }
    for (std::size_t b = 0; b < system_.system().blueprints.size(); ++b) {
      if (!system_.lost(b)) check_blueprint_tags(b);
    }
    for (std::size_t b = 0; b < system_.system().blueprints.size(); ++b) {
      if (!system_.lost(b)) check_overrides(b);
    }
  }

 private:
  // What is lost is judged in the states that have it; but it is still asked what it would ask of
  // others, and must not take one kind of component for another.
  void check_lost(const Component& component, const ReferenceUse& use, const Place& place) {
    const Component* target = system_.target(component, *use.reference, use.bare_kind);
    if (use.exact_kind && target != nullptr && target->kind->key() != use.bare_kind) {
      tainted_.insert(place);
    }
  }

  // Tags of the blueprint stand on every resource, so they can use only what needs no resource.
  void check_blueprint_tags(std::size_t blueprint) {
    const Tags& tags = system_.system().blueprints[blueprint].tags;
    fields::walk_references(
        fields::type_of<Tags>(), &tags, Place{blueprint, Path({"tags"})}, false,
        [&](const ReferenceUse& use, const Place& place, bool, const fields::Type& type) {
          if (!check(blueprint, use, place, type)) return;
          auto found = system_.lookup(blueprint, use.reference->path, "");
          const auto& target = std::get<ReferenceTarget>(found);
          auto attribute = target.described();
          if (attribute && attribute->constant) return;
          fail(ids::ReferenceNotAllowed, use, place,
               "the blueprint's tags stand on every resource, so they cannot use `" +
                   use.reference->path + "`")
              .help("use a parameter there, or give the tag to single components");
        });
  }

  void check_overrides(std::size_t blueprint) {
    const auto& overrides = system_.system().blueprints[blueprint].overrides;
    for (const auto& [id, override] : overrides) {
      fields::walk_references(
          fields::type_of<Override>(), &override, Place{blueprint, Path({"overrides", id})}, false,
          [&](const ReferenceUse& use, const Place& place, bool, const fields::Type& type) {
            check(blueprint, use, place, type);
          });
    }
  }

  // Whether a component is missing because of a mistake that was reported where it would stand: the
  // key of its kind is misspelt or the value refused, or its name is one that names cannot have.
  [[nodiscard]] bool refused_there(const FailedLookup& failed) const {
    if (failed.names.empty()) return refused_around(failed.where);
    const std::vector<std::string>& where = failed.where.path.keys();
    if (tainted_.contains(Place{failed.where.blueprint, Path({where.front()})})) return true;
    auto near = nearest(failed.what, failed.names);
    if (!near) return false;
    std::vector<std::string> keys = failed.where.path.keys();
    keys.back() = *near;
    return tainted_.contains(Place{failed.where.blueprint, Path(std::move(keys))});
  }

  // Whether something at the place, or in what it stands in, was refused.
  [[nodiscard]] bool refused_around(const Place& place) const {
    const std::vector<std::string>& keys = place.path.keys();
    for (std::size_t length = 0; length <= keys.size(); ++length) {
      auto end = keys.begin() + static_cast<std::ptrdiff_t>(length);
      if (tainted_.contains(Place{place.blueprint, Path({keys.begin(), end})})) return true;
    }
    return false;
  }
  [[nodiscard]] bool refused_inside(const Place& place) const {
    auto next = tainted_.lower_bound(place);
    return next != tainted_.end() && next->blueprint == place.blueprint &&
           next->path.within(place.path);
  }

  Report fail(Id id, const ReferenceUse& use, const Place& place, const std::string& message) {
    tainted_.insert(place);
    return diags_.report(id, system_.places().reference(place, use.reference->path), "{}", message);
  }

  // With the change that writes the near name, if there is one alone, in the place of `word`.
  Report fail(Id id, const ReferenceUse& use, const Place& place, const std::string& message,
              const std::string& word, const std::vector<std::string>& near) {
    Report report = fail(id, use, place, message);
    const std::string& path = use.reference->path;
    const std::size_t at = path.rfind(word);
    if (near.size() != 1 || word.empty() || at == std::string::npos) return report;
    std::string meant = path;
    meant.replace(at, word.size(), near.front());
    report.fix({system_.places().reference(place, path), path, std::move(meant)});
    return report;
  }

  bool check(std::size_t blueprint, const ReferenceUse& use, const Place& place,
             const fields::Type& type) {
    if (tainted_.contains(place)) return false;
    auto found = system_.lookup(blueprint, use.reference->path, use.bare_kind);
    if (const auto* failed = std::get_if<FailedLookup>(&found)) {
      if (failed->fault == LookupFault::NoSuchComponent && refused_there(*failed)) {
        tainted_.insert(place);
      } else {
        not_found(*failed, use, place);
      }
      return false;
    }
    const auto& target = std::get<ReferenceTarget>(found);
    if (system_.lost(target.component->blueprint) && !use.outlives) {
      names_lost(*target.component, use, place);
      return false;
    }
    return use.component ? component_fits(target, use, place)
                         : value_fits(target, use, place, type);
  }

  void not_found(const FailedLookup& failed, const ReferenceUse& use, const Place& place) {
    const std::string& path = use.reference->path;
    const std::vector<std::string> near = nearest_names(failed.what, failed.names);
    const std::string guess = did_you_mean(near);
    switch (failed.fault) {
      case LookupFault::NoSuchKind:
        fail(ids::UnknownKind, use, place,
             "`" + path + "`: there is no kind of component `" + failed.what + "`", failed.what,
             near)
            .help(!near.empty()
                      ? guess
                      : "a reference reads [blueprint.]kind.name[.attribute]; the kinds are " +
                            listed(failed.names));
        return;
      case LookupFault::NoSuchBlueprint:
        fail(ids::UnknownKind, use, place, "the system has no blueprint `" + failed.what + "`",
             failed.what, near)
            .help(!near.empty() ? guess : "its blueprints are " + listed(failed.names));
        return;
      case LookupFault::NoSuchComponent: {
        std::string kind(use.bare_kind.empty() || path.find('.') != std::string::npos
                             ? path.substr(0, path.rfind("." + failed.what))
                             : std::string(use.bare_kind));
        std::string known = listed(failed.names);
        if (failed.what.empty() && known.empty()) {
          fail(ids::UnknownComponent, use, place,
               "blueprint `" + system_.system().blueprints[failed.where.blueprint].name +
                   "` has no `" + failed.where.path.keys().front() + "`")
              .help("name something else, or add it to that blueprint");
          return;
        }
        fail(ids::UnknownComponent, use, place,
             failed.what.empty() ? "`" + path + "` names no component"
                                 : "there is no `" + failed.what + "` among `" + kind + "`",
             failed.what, near)
            .help(!near.empty()   ? guess
                  : known.empty() ? "none are declared; add `" + kind + ":` to the blueprint"
                                  : "there are " + known);
        return;
      }
      case LookupFault::NotShared:
        fail(
            ids::NotShared, use, place,
            with_article(failed.what) + " of another blueprint cannot be used here: `" + path + "`")
            .help("name one of this blueprint");
        return;
    }
  }

  void names_lost(const Component& target, const ReferenceUse& use, const Place& place) {
    const std::string& blueprint = system_.blueprint(target).name;
    fail(ids::ReferenceToLost, use, place,
         "`" + use.reference->path + "` leans on blueprint `" + blueprint +
             "`, which is lost in this state")
        .note(system_.places().value(lost_.at(target.blueprint)), "it is lost here")
        .help("set another value, or null, for `" + settable(place.path) + "` in the scenario");
  }

  // The path as a scenario can set it: a list is given whole.
  static std::string settable(const Path& path) {
    Path cut;
    for (const std::string& key : path.keys()) {
      if (key.find_first_not_of("0123456789") == std::string::npos) break;
      cut = cut / key;
    }
    return cut.to_string();
  }

  bool component_fits(const ReferenceTarget& target, const ReferenceUse& use, const Place& place) {
    if (!target.attribute.empty()) {
      fail(ids::WrongKind, use, place,
           "`" + use.reference->path + "` is a value; this field names a component")
          .help("write `" + target.component->label() + "`");
      return false;
    }
    if (use.exact_kind && target.component->kind->key() != use.bare_kind) {
      std::vector<std::string> names;
      find_kind(use.bare_kind)
          ->each(system_.system().blueprints[place.blueprint],
                 [&](const std::string& name, const void*) { names.push_back(name); });
      std::string known = listed(names);
      fail(ids::WrongKind, use, place,
           "this field names one of `" + std::string(use.bare_kind) + "`, but `" +
               use.reference->path + "` is " + with_article(target.component->kind->noun()))
          .note(system_.at(*target.component), "it is declared here")
          .help(known.empty() ? "none are declared; add `" + std::string(use.bare_kind) +
                                    ":` to the blueprint"
                              : "there are " + known);
      return false;
    }
    return true;
  }

  bool value_fits(const ReferenceTarget& target, const ReferenceUse& use, const Place& place,
                  const fields::Type& type) {
    const Component& component = *target.component;
    std::vector<std::string> known;
    for (const Attribute& attribute : component.kind->attributes()) {
      // Not every component of a kind has all of them: an existing zone has no name servers.
      if (component.kind->attribute(component, attribute.name)) known.emplace_back(attribute.name);
    }
    std::optional<Attribute> attribute = target.described();
    if (!attribute && refused_inside(component.place)) {
      tainted_.insert(place);  // what it has may depend on what was refused
      return false;
    }
    if (!attribute) {
      if (target.attribute.empty()) {
        fail(ids::ComponentWithoutAttribute, use, place,
             "`" + use.reference->path + "` is " + with_article(component.kind->noun()) +
                 "; a value of it is wanted here")
            .help(known.empty() ? "it has no values to refer to"
                                : "its values are " + listed(known));
      } else {
        const std::vector<std::string> near = nearest_names(target.attribute, known);
        fail(ids::UnknownAttribute, use, place,
             "`" + component.label() + "` has no value `" + target.attribute + "`",
             target.attribute, near)
            .help(!near.empty()   ? did_you_mean(near)
                  : known.empty() ? "it has no values to refer to"
                                  : "its values are " + listed(known));
      }
      return false;
    }
    bool fits = use.wanted == attribute->type || use.wanted == ValueType::Text;
    if (!fits) {
      fail(ids::WrongValueType, use, place,
           "this field takes " + std::string(describe(use.wanted)) + ", but `" +
               use.reference->path + "` is " + std::string(describe(attribute->type)))
          .note(system_.at(component), "it is declared here")
          .help("write the value itself, or name one that is " + std::string(describe(use.wanted)));
      return false;
    }
    if (!fields::fits(use.meaning, attribute->meaning)) {
      means_another(component, *attribute, use, place);
      return false;
    }
    if (attribute->secret && type.text) {
      fail(ids::SecretExposed, use, place,
           "`" + use.reference->path + "` is a secret, and what stands here can be read by many")
          .note(system_.at(component), "it is declared here")
          .help(
              "let the program fetch it at run time: give the role access with `reads:` and pass "
              "the secret's ARN");
      return false;
    }
    return true;
  }

  // A value of the right form that stands for something else: the ARN of a key where a certificate
  // is wanted.
  void means_another(const Component& component, const Attribute& attribute,
                     const ReferenceUse& use, const Place& place) {
    const auto meant = [&](const Attribute& one) { return one.meaning == use.meaning; };
    const std::span<const Attribute> others = component.kind->attributes();
    const auto other = std::find_if(others.begin(), others.end(), meant);
    const bool other_kind = !others.empty() && other == others.end();
    const bool told = attribute.meaning != fields::Meaning::Unsaid;
    Report report =
        fail(other_kind ? ids::WrongKind : ids::WrongValueType, use, place,
             "this field takes " + std::string(describe(use.meaning)) + ", but `" +
                 use.reference->path + "` is " +
                 (told ? std::string(describe(attribute.meaning))
                       : (others.empty() ? std::string(describe(attribute.type))
                                         : "a value of " + with_article(component.kind->noun()))));
    report.note(system_.at(component), "it is declared here");
    if (other != others.end()) {
      report.help("write `${{ " + component.label() + "." + std::string(other->name) + " }}`");
      return;
    }
    const std::string known = listed(values_meaning(use.meaning, place));
    report.help(known.empty() ? "name a parameter that holds it" : "there are " + known);
  }

  // Values of the blueprint, but of no component like the one that asks: a zone is no other's.
  [[nodiscard]] std::vector<std::string> values_meaning(fields::Meaning meaning,
                                                        const Place& place) const {
    std::vector<std::string> names;
    for (const Component& component : system_.components()) {
      if (component.blueprint != place.blueprint || component.tainted ||
          component.kind->key() == place.path.keys().front()) {
        continue;
      }
      const std::string_view own = component.kind->default_attribute();
      const auto value = own.empty() ? std::nullopt : component.kind->attribute(component, own);
      if (value && value->meaning == meaning) {
        names.push_back(component.label());
        continue;
      }
      for (const Attribute& attribute : component.kind->attributes()) {
        if (attribute.meaning != meaning) continue;
        names.push_back(component.label() + "." + std::string(attribute.name));
        break;
      }
    }
    return names;
  }

  const ResolvedSystem& system_;
  const std::map<std::size_t, Place>& lost_;
  std::set<Place>& tainted_;
  Diagnostics& diags_;
};

}  // namespace

void check_references(const ResolvedSystem& system, const std::map<std::size_t, Place>& lost,
                      std::set<Place>& tainted, Diagnostics& diags) {
  ReferenceCheck(system, lost, tainted, diags).run();
}

void check_cycles(const ResolvedSystem& system, const std::set<Place>& tainted,
                  Diagnostics& diags) {
  Graph graph(system.components().size());
  std::map<std::pair<ComponentId, ComponentId>, const ComponentUse*> edges;
  for (const Component& component : system.components()) {
    if (system.lost(component.blueprint)) continue;
    for (const ComponentUse& use : system.uses_by(component)) {
      if (!use.orders || tainted.contains(use.place)) continue;
      // A tier is read as part of its network, which refers to nothing.
      graph.edge(use.user, use.used);
      edges.try_emplace({use.user, use.used}, &use);
    }
  }
  std::vector<std::size_t> cycle = shortest_cycle(graph);
  if (cycle.empty()) return;

  std::vector<std::string> names;
  for (std::size_t node : cycle) names.push_back(system.component(node).label());
  auto span_from = [&](std::size_t i) {
    const ComponentUse& use = *edges.at({cycle[i], cycle[(i + 1) % cycle.size()]});
    return system.places().reference(use.place, use.path);
  };
  Report report = diags.report(ids::DependencyCycle, span_from(0),
                               "components need each other in a circle: {}", circle_text(names));
  for (std::size_t i = 1; i < std::min(cycle.size(), most_steps_shown); ++i) {
    report.note(span_from(i), names[i] + " needs " + names[(i + 1) % names.size()] + " here");
  }
  report.help("none of them can be created first: take one of these references out");
}

}  // namespace btsinfra
