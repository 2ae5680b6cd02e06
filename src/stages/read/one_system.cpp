#include "stages/read/one_system.h"

#include <algorithm>
#include <optional>
#include <set>

#include "services/kind.h"

namespace btsinfra {
namespace {

using Group = std::vector<const ReadFile*>;
using Groups = std::map<std::string, Group>;

std::string blueprint_name(const ReadFile& file) {
  const Node* name = file.document.root.find("name");
  return name != nullptr && name->kind == Node::Kind::Scalar ? name->text : stem_of(file.path);
}

std::set<std::string> names_of(const Group& group) {
  std::set<std::string> names;
  for (const ReadFile* file : group) names.insert(blueprint_name(*file));
  return names;
}

// Whether a reference of the text begins with the name of that blueprint and a kind.
bool refers(std::string_view text, const std::string& name) {
  const std::string begin = name + ".";
  for (std::size_t at = text.find(begin); at != std::string_view::npos;
       at = text.find(begin, at + 1)) {
    const char before = at == 0 ? ' ' : text[at - 1];
    if (before != ' ' && before != '{') continue;
    const std::string_view rest = text.substr(at + begin.size());
    if (find_kind(rest.substr(0, rest.find('.'))) != nullptr) return true;
  }
  return false;
}

bool refers(const Node& node, const std::set<std::string>& names) {
  if (node.kind == Node::Kind::Scalar) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return refers(node.text, name); });
  }
  return std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return refers(item, names); });
}

// Whether files of the group name blueprints of the other that are not among their own.
bool leans_on(const Group& group, const Group& other) {
  std::set<std::string> foreign = names_of(other);
  for (const std::string& own : names_of(group)) foreign.erase(own);
  return !foreign.empty() && std::any_of(group.begin(), group.end(), [&](const ReadFile* file) {
    return refers(file->document.root, foreign);
  });
}

// The names of two groups that are one, the larger first.
std::optional<std::pair<std::string, std::string>> linked(const Groups& groups) {
  for (const auto& [name, group] : groups) {
    for (const auto& [other, others] : groups) {
      if (name.empty() || other.empty() || name == other || !leans_on(group, others)) continue;
      const bool larger =
          group.size() == others.size() ? name < other : group.size() > others.size();
      return larger ? std::pair{name, other} : std::pair{other, name};
    }
  }
  return std::nullopt;
}

void join(Groups& groups, const std::string& into, const std::string& from) {
  Group& group = groups[into];
  const Group& joining = groups[from];
  group.insert(group.end(), joining.begin(), joining.end());
  std::sort(group.begin(), group.end());  // as they stand in the folder
  groups.erase(from);
}

}  // namespace

std::string stem_of(const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

Groups by_system(const std::vector<ReadFile>& files) {
  Groups groups;
  for (const ReadFile& file : files) groups[file.system].push_back(&file);
  while (const auto pair = linked(groups)) join(groups, pair->first, pair->second);
  const auto nameless = groups.find("");
  if (nameless != groups.end() && groups.size() == 2) {
    join(groups, std::prev(groups.end())->first, "");
  }
  return groups;
}

}  // namespace btsinfra
