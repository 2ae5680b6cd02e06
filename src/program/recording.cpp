#include "program/recording.h"

#include <vector>

#include "btsinfra/program/blueprint_builder.h"

#include "support/edit_distance.h"

namespace btsinfra::program {
namespace {

std::string joined(std::string_view key, std::string_view name) {
  std::string path(key);
  path += '.';
  path += name;
  return path;
}

// What was said of it may have been that it goes.
bool has_component(const Blueprint& blueprint, std::string_view key, const std::string& name) {
  if (key == "parameters") return blueprint.parameters.contains(name);
  if (key == "resources") return blueprint.resources.contains(name);
  if (key == "overrides") return blueprint.overrides.contains(name);
#define BTS_KIND(key_of_kind, Settings, Behaviour) \
  if (key == #key_of_kind) return blueprint.key_of_kind.contains(name);
#include "btsinfra/services/services.def"
#undef BTS_KIND
  return false;
}

// The component of that kind whose name is nearest, with its kind; empty: none is near.
std::string near_component(const Recording& recording, std::string_view key,
                           std::string_view name) {
  const std::string prefix = std::string(key) + ".";
  std::vector<std::string> names;
  for (auto at = recording.lines.lower_bound(prefix);
       at != recording.lines.end() && at->first.starts_with(prefix); ++at) {
    std::string said = at->first.substr(prefix.size());
    if (has_component(recording.blueprint, key, said)) names.push_back(std::move(said));
  }
  const auto near = nearest(name, names);
  return near ? joined(key, *near) : "";
}

}  // namespace

template <>
std::map<std::string, Parameter>& components_of(Recording& recording) {
  return recording.blueprint.parameters;
}
template <>
std::map<std::string, RawResource>& components_of(Recording& recording) {
  return recording.blueprint.resources;
}
template <>
std::map<std::string, Override>& components_of(Recording& recording) {
  return recording.blueprint.overrides;
}
#define BTS_KIND(key, Settings, Behaviour)                               \
  template <>                                                            \
  std::map<std::string, Settings>& components_of(Recording& recording) { \
    return recording.blueprint.key;                                      \
  }
#include "btsinfra/services/services.def"
#undef BTS_KIND

void said(Recording& recording, std::string_view key, std::string_view name, SourceLine at) {
  recording.lines[joined(key, name)].push_back(at);
}

void added(Recording& recording, std::string_view key, std::string_view name, SourceLine at) {
  recording.lines[joined(key, name)] = {at};
}

void added_twice(Recording& recording, std::string_view key, std::string_view name, SourceLine at) {
  std::string path = joined(key, name);
  const auto first = recording.lines.find(path);
  const bool known = first != recording.lines.end() && !first->second.empty();
  recording.mistakes.push_back({.kind = Mistake::Kind::AddedTwice,
                                .subject = std::move(path),
                                .at = at,
                                .earlier = known ? first->second.front() : SourceLine{}});
}

void not_there(Recording& recording, std::string_view key, std::string_view name, SourceLine at) {
  recording.mistakes.push_back({.kind = Mistake::Kind::NotThere,
                                .subject = joined(key, name),
                                .at = at,
                                .words = near_component(recording, key, name)});
}

}  // namespace btsinfra::program
