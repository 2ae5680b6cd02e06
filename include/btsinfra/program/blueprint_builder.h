// A blueprint as a program writes it. The words are those of YAML: what stands there under
// `databases:` is added to `databases` here, with the same fields, but for the few whose words C++
// keeps for itself (docs/cpp.md).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "btsinfra/model/scenario.h"
#include "btsinfra/model/suppression.h"
#include "btsinfra/program/handle.h"
#include "btsinfra/program/settings.h"
#include "btsinfra/program/source_line.h"
#include "btsinfra/types/region.h"

namespace btsinfra {

class BlueprintBuilder;

namespace program {

// What a builder was told so far.
struct Recording;

// The components of one kind in it, by name.
template <class Settings>
std::map<std::string, Settings>& components_of(Recording& recording);
template <>
std::map<std::string, Parameter>& components_of(Recording& recording);
template <>
std::map<std::string, RawResource>& components_of(Recording& recording);
template <>
std::map<std::string, Override>& components_of(Recording& recording);
#define BTS_KIND(key, Settings, Behaviour) \
  template <>                              \
  std::map<std::string, Settings>& components_of(Recording& recording);
#include "btsinfra/services/services.def"
#undef BTS_KIND

// The line that added the component; what was said of one that was taken out is over.
void added(Recording& recording, std::string_view key, std::string_view name, SourceLine at);
// A line that said something more of it.
void said(Recording& recording, std::string_view key, std::string_view name, SourceLine at);
// Mistakes that are the program's own, reported when the system is compiled.
void added_twice(Recording& recording, std::string_view key, std::string_view name, SourceLine at);
void not_there(Recording& recording, std::string_view key, std::string_view name, SourceLine at);

}  // namespace program

// The components of one kind in a blueprint.
template <class Settings>
class Components {
 public:
  explicit Components(const BlueprintBuilder& blueprint) : blueprint_(blueprint) {}
  Components(const Components&) = delete;
  Components& operator=(const Components&) = delete;

  // `add("main", Database{.engine = …})`. The type is written out so that a compiler that cannot
  // make the settings names the field. A second one of the same name is an error at its line.
  // Without settings: with the defaults.
  template <class Given = Settings>
  Handle<Settings> add(std::string_view name, Given settings = {},
                       SourceLine at = SourceLine::current());

  // The component of that name, whether it is there, comes later or belongs to a scenario only.
  // That there is one is found out when the system is compiled.
  [[nodiscard]] Handle<Settings> operator[](std::string_view name) const;

  // The settings of one that is there, to be changed; good until it is removed. Of one that is not
  // there, which is an error at its line, settings that nobody reads.
  [[nodiscard]] Settings& edit(std::string_view name, SourceLine at = SourceLine::current());

  // Takes one out that is there.
  void remove(std::string_view name, SourceLine at = SourceLine::current());

 private:
  const BlueprintBuilder& blueprint_;
};

// The subnets of the blueprint's network, by the name of their tier.
class SubnetTiers {
 public:
  explicit SubnetTiers(const BlueprintBuilder& blueprint) : blueprint_(blueprint) {}
  [[nodiscard]] Handle<SubnetTier> operator[](std::string_view name) const;

 private:
  const BlueprintBuilder& blueprint_;
};

// Made by SystemBuilder::blueprint, in whose care it stays.
class BlueprintBuilder {
 public:
  explicit BlueprintBuilder(program::Recording&& told);
  ~BlueprintBuilder();
  BlueprintBuilder(const BlueprintBuilder&) = delete;
  BlueprintBuilder& operator=(const BlueprintBuilder&) = delete;

  [[nodiscard]] const std::string& name() const;

  // What the stacks are for.
  void description(std::string words, SourceLine at = SourceLine::current());
  // On everything that takes tags.
  void tags(Tags tags, SourceLine at = SourceLine::current());
  // `network(Network{.cidr = …})`.
  template <class Given>
  void network(Given network, SourceLine at = SourceLine::current()) {
    static_assert(std::is_same_v<Given, Network>, "these are no settings of a network");
    set_network(std::move(network), at);
  }
  // The network that `network` gave, to be changed.
  [[nodiscard]] Network& edit_network(SourceLine at = SourceLine::current());
  // As `.with = {.blueprint = virginia}` of a peering takes it.
  operator NetworkOf() const { return NetworkOf(name()); }  // NOLINT: its network stands for it
  // Attributes of the network.
  [[nodiscard]] Reference vpc_id() const { return Reference{name() + ".network.vpc_id"}; }
  [[nodiscard]] Reference vpc_cidr() const { return Reference{name() + ".network.cidr"}; }

  // A warning or advice that is known and accepted.
  void ignore(Suppression accepted, SourceLine at = SourceLine::current());

  // Another state of the system: what differs there from what the blueprint says up to this line.
  // `change(BlueprintBuilder&)` is called at once, with a copy, and what it did becomes the
  // scenario.
  template <class Change>
  void scenario(const std::string& name, Scenario options, const Change& change,
                SourceLine at = SourceLine::current()) {
    make_scenario(
        name, std::move(options),
        [](const void* given, BlueprintBuilder& state) {
          (*static_cast<const Change*>(given))(state);
        },
        &change, at);
  }
  // One in which the blueprint is as it is, but others are lost.
  void scenario(const std::string& name, Scenario options, SourceLine at = SourceLine::current()) {
    make_scenario(name, std::move(options), nullptr, nullptr, at);
  }
  // In the scenario of another environment, which is another system and may stand elsewhere.
  void system(std::string name, SourceLine at = SourceLine::current());
  void region(Region region, SourceLine at = SourceLine::current());

  SubnetTiers subnets{*this};
  Components<Parameter> parameters{*this};
#define BTS_KIND(key, Settings, Behaviour) Components<Settings> key{*this};
#include "btsinfra/services/services.def"
#undef BTS_KIND
  Components<RawResource> resources{*this};
  Components<Override> overrides{*this};

  // For the library's own use.
  [[nodiscard]] program::Recording& recording() const { return *recording_; }

 private:
  void set_network(Network network, SourceLine at);
  // By a plain function: <functional> was measured at a sixth of what this header takes to compile.
  void make_scenario(const std::string& name, Scenario options,
                     void (*change)(const void* given, BlueprintBuilder& state), const void* given,
                     SourceLine at);

  // Owned. Without std::unique_ptr, as <memory> was measured at an eighth of what the headers of
  // the library take to compile.
  program::Recording* recording_;
};

template <class Settings>
template <class Given>
Handle<Settings> Components<Settings>::add(std::string_view name, Given settings, SourceLine at) {
  static_assert(std::is_same_v<Given, Settings>, "these are settings of another kind of component");
  program::Recording& recording = blueprint_.recording();
  const bool fresh = program::components_of<Settings>(recording)
                         .try_emplace(std::string(name), std::move(settings))
                         .second;
  if (fresh) {
    program::added(recording, component_key<Settings>, name, at);
  } else {
    program::added_twice(recording, component_key<Settings>, name, at);
  }
  return (*this)[name];
}

template <class Settings>
Handle<Settings> Components<Settings>::operator[](std::string_view name) const {
  return Handle<Settings>(blueprint_.name(), name);
}

template <class Settings>
Settings& Components<Settings>::edit(std::string_view name, SourceLine at) {
  program::Recording& recording = blueprint_.recording();
  auto& all = program::components_of<Settings>(recording);
  const auto found = all.find(std::string(name));
  if (found == all.end()) {
    program::not_there(recording, component_key<Settings>, name, at);
    static thread_local Settings nobodys;
    return nobodys = Settings{};
  }
  program::said(recording, component_key<Settings>, name, at);
  return found->second;
}

template <class Settings>
void Components<Settings>::remove(std::string_view name, SourceLine at) {
  program::Recording& recording = blueprint_.recording();
  if (program::components_of<Settings>(recording).erase(std::string(name)) == 0) {
    program::not_there(recording, component_key<Settings>, name, at);
  } else {
    program::said(recording, component_key<Settings>, name, at);
  }
}

inline Handle<SubnetTier> SubnetTiers::operator[](std::string_view name) const {
  return Handle<SubnetTier>(blueprint_.name(), name);
}

}  // namespace btsinfra
