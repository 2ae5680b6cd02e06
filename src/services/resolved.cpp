#include "services/resolved.h"

#include <algorithm>

#include "btsinfra/model/blueprint.h"

#include "services/kind.h"
#include "support/check.h"

namespace btsinfra {
namespace {

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> words;
  words.reserve(4);  // blueprint, kind, name and attribute
  std::size_t at = 0;
  while (true) {
    std::size_t dot = path.find('.', at);
    words.emplace_back(path.substr(at, dot - at));
    if (dot == std::string_view::npos) return words;
    at = dot + 1;
  }
}

}  // namespace

ResolvedSystem::ResolvedSystem(const System& system, const Places& places)
    : system_(system), places_(places) {
  list_components();
  list_uses();
}

void ResolvedSystem::list_components() {
  const System& system = system_;
  for (std::size_t b = 0; b < system.blueprints.size(); ++b) {
    for (const Kind* kind : all_kinds()) {
      const ComponentId first = components_.size();
      kind->each(system.blueprints[b], [&](const std::string& name, const void* settings) {
        Component component;
        component.id = components_.size();
        component.blueprint = b;
        component.kind = kind;
        component.name = name;
        component.place = {b, kind->path(name)};
        component.settings = settings;
        components_.push_back(std::move(component));
      });
      of_kind_.emplace(std::pair(b, kind), Range{first, components_.size()});
    }
  }
}

void ResolvedSystem::list_uses() {
  uses_by_.reserve(components_.size());
  uses_of_.resize(components_.size());
  for (const Component& component : components_) {
    const std::size_t first = uses_.size();
    fields::walk_references(
        component.kind->type(), component.settings, component.place, true,
        [&](const fields::ReferenceUse& use, const Place& place, bool orders, const fields::Type&) {
          const std::string& path = use.reference->path;
          if (path.empty()) return;
          auto found = lookup(component.blueprint, path, use.bare_kind);
          auto* target = std::get_if<ReferenceTarget>(&found);
          if (target == nullptr) return;
          uses_of_[target->component->id].push_back(uses_.size());
          uses_.push_back({.user = component.id,
                           .used = target->component->id,
                           .path = path,
                           .attribute = std::move(target->attribute),
                           .place = place,
                           .exact_kind = use.exact_kind ? use.bare_kind : std::string_view{},
                           .for_value = !use.component,
                           .orders = orders});
        });
    uses_by_.push_back({first, uses_.size()});
  }
}

std::string ResolvedSystem::label_in(std::size_t blueprint, const Component& component) const {
  if (blueprint == component.blueprint) return component.label();
  return system_.blueprints[component.blueprint].name + "." + component.label();
}

std::span<const ComponentUse> ResolvedSystem::uses_by(const Component& user) const {
  const Range range = uses_by_[user.id];
  return std::span(uses_).subspan(range.first, range.last - range.first);
}

std::vector<const ComponentUse*> ResolvedSystem::uses_of(const Component& used) const {
  std::vector<const ComponentUse*> found;
  for (const std::size_t index : uses_of_[used.id]) found.push_back(&uses_[index]);
  return found;
}

std::optional<Attribute> ResolvedSystem::described(const ComponentUse& use) const {
  return ReferenceTarget{&components_[use.used], use.attribute}.described();
}

const Blueprint& ResolvedSystem::blueprint(const Component& component) const {
  return system_.blueprints[component.blueprint];
}

const Region& ResolvedSystem::region(const Component& component) const {
  const std::optional<Region>& region = blueprint(component).region;
  BTS_CHECK(region.has_value(), "a blueprint without region is not lowered");
  return *region;
}

Span ResolvedSystem::at(const Component& component, std::string_view field) const {
  return places_.value(component.place / field);
}

Span ResolvedSystem::at(const Component& component) const { return places_.key(component.place); }

const Component* ResolvedSystem::find(std::size_t blueprint, std::string_view kind,
                                      std::string_view name) const {
  const Kind* known = find_kind(kind);
  return known == nullptr ? nullptr : find(blueprint, *known, name);
}

const Component* ResolvedSystem::find(std::size_t blueprint, const Kind& kind,
                                      std::string_view name) const {
  const auto range = of_kind_.find({blueprint, &kind});
  if (range == of_kind_.end()) return nullptr;
  const Component* const last = components_.data() + range->second.last;
  const Component* const found = std::lower_bound(
      components_.data() + range->second.first, last, name,
      [](const Component& each, std::string_view wanted) { return each.name < wanted; });
  return found == last || found->name != name ? nullptr : found;
}

std::string_view ReferenceTarget::attribute_name() const {
  return attribute.empty() ? component->kind->default_attribute() : std::string_view(attribute);
}

std::optional<Attribute> ReferenceTarget::described() const {
  return component->kind->attribute(*component, attribute_name());
}

std::variant<ReferenceTarget, FailedLookup> ResolvedSystem::lookup(
    std::size_t blueprint, std::string_view path, std::string_view bare_kind) const {
  const std::vector<std::string_view> words = segments(path);
  std::size_t at = 0;
  std::size_t where = blueprint;

  const Kind* kind = nullptr;
  if (words.size() == 1 && !bare_kind.empty() && find_kind(words[0]) == nullptr) {
    kind = find_kind(bare_kind);
  } else {
    kind = find_kind(words[0]);
    at = 1;
    if (kind == nullptr) {
      std::vector<std::string> names;
      bool is_blueprint = false;
      for (std::size_t b = 0; b < system_.blueprints.size(); ++b) {
        const std::string& name = system_.blueprints[b].name;
        names.push_back(name);
        if (name == words[0]) {
          where = b;
          is_blueprint = true;
        }
      }
      kind = words.size() > 1 ? find_kind(words[1]) : nullptr;
      if (kind != nullptr && !is_blueprint) {
        return FailedLookup{LookupFault::NoSuchBlueprint, std::string(words[0]), std::move(names)};
      }
      if (kind == nullptr) {
        std::vector<std::string> kinds;
        for (const Kind* known : all_kinds()) kinds.emplace_back(known->key());
        return FailedLookup{LookupFault::NoSuchKind,
                            std::string(is_blueprint && words.size() > 1 ? words[1] : words[0]),
                            std::move(kinds)};
      }
      at = 2;
    }
  }

  // A kind of which there is one has no name in references.
  const Component* component = find(where, *kind, "");
  std::string_view name;
  if (component == nullptr && at < words.size()) {
    name = words[at++];
    component = find(where, *kind, name);
  }
  if (component == nullptr) {
    std::vector<std::string> names;
    kind->each(system_.blueprints[where],
               [&](const std::string& known, const void*) { names.push_back(known); });
    return FailedLookup{LookupFault::NoSuchComponent, std::string(name), std::move(names),
                        Place{where, kind->path(name)}};
  }
  if (where != blueprint && !kind->shared()) {
    return FailedLookup{LookupFault::NotShared, std::string(kind->noun()), {}};
  }
  // The rest of the path, whose words may have dots between them.
  return ReferenceTarget{
      component,
      at < words.size()
          ? std::string(path.substr(static_cast<std::size_t>(words[at].data() - path.data())))
          : ""};
}

const Component* ResolvedSystem::target(const Component& from, const Reference& reference,
                                        std::string_view bare_kind) const {
  if (reference.path.empty()) return nullptr;
  auto found = lookup(from.blueprint, reference.path, bare_kind);
  const auto* target = std::get_if<ReferenceTarget>(&found);
  return target == nullptr ? nullptr : target->component;
}

const std::vector<SubnetBlock>& ResolvedSystem::blocks(const Component& tier) const {
  static const std::vector<SubnetBlock> none;
  auto found = blocks_.find(tier.id);
  return found == blocks_.end() ? none : found->second;
}

}  // namespace btsinfra
