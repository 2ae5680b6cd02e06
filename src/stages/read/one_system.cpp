#include "stages/read/one_system.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "services/kind.h"

namespace btsinfra {
namespace {

using Group = std::vector<const ReadFile*>;
using Groups = std::map<std::string, Group>;

std::string blueprint_name(const ReadFile& file) {
  const Node* name = file.document.root.find("name");
  return name != nullptr && name->kind == Node::Kind::Scalar ? name->text : stem_of(file.path);
}

bool is_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

// The words with which references of the text begin, where a kind comes next: blueprints' names.
void add_named(std::string_view text, const std::set<std::string, std::less<>>& blueprints,
               std::set<std::string>& named) {
  for (std::size_t dot = text.find('.'); dot != std::string_view::npos;
       dot = text.find('.', dot + 1)) {
    std::size_t begin = dot;
    while (begin > 0 && is_of_name(text[begin - 1])) --begin;
    const char before = begin == 0 ? ' ' : text[begin - 1];
    if (begin == dot || (before != ' ' && before != '{')) continue;
    const auto name = blueprints.find(text.substr(begin, dot - begin));
    if (name == blueprints.end()) continue;
    const std::string_view rest = text.substr(dot + 1);
    if (find_kind(rest.substr(0, rest.find('.'))) != nullptr) named.insert(*name);
  }
}

void add_named(const Node& node, const std::set<std::string, std::less<>>& blueprints,
               std::set<std::string>& named) {
  if (node.kind == Node::Kind::Scalar) add_named(node.text, blueprints, named);
  for (const Node& item : node.items) add_named(item, blueprints, named);
}

// The blueprints of a group, and those that its files name.
struct Names {
  std::set<std::string> own;
  std::set<std::string> named;
};

// The names of two groups that are one, the larger first: files of the one name blueprints that
// are the other's and not their own.
std::optional<std::pair<std::string, std::string>> linked(
    const Groups& groups, const std::map<std::string, Names>& names) {
  std::map<std::string_view, std::set<std::string_view>> owners;  // of a blueprint's name
  for (const auto& [name, group] : names) {
    if (name.empty()) continue;
    for (const std::string& own : group.own) owners[own].insert(name);
  }
  for (const auto& [name, group] : names) {
    if (name.empty()) continue;
    std::string other;
    for (const std::string& named : group.named) {
      if (group.own.contains(named)) continue;
      const auto found = owners.find(named);
      if (found == owners.end()) continue;
      const std::string first(*found->second.begin());
      if (other.empty() || first < other) other = first;
    }
    if (other.empty()) continue;
    const std::size_t size = groups.at(name).size();
    const std::size_t others = groups.at(other).size();
    const bool larger = size == others ? name < other : size > others;
    return larger ? std::pair{name, other} : std::pair{other, name};
  }
  return std::nullopt;
}

void join(Groups& groups, std::map<std::string, Names>& names, const std::string& into,
          const std::string& from) {
  Group& group = groups[into];
  const Group& joining = groups[from];
  group.insert(group.end(), joining.begin(), joining.end());
  std::sort(group.begin(), group.end());  // as they stand in the folder
  groups.erase(from);
  names[into].own.merge(names[from].own);
  names[into].named.merge(names[from].named);
  names.erase(from);
}

}  // namespace

std::string stem_of(const std::string& path) {
  std::string name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

Groups by_system(const std::vector<ReadFile>& files) {
  Groups groups;
  for (const ReadFile& file : files) groups[file.system].push_back(&file);
  std::map<std::string, Names> names;
  std::set<std::string, std::less<>> blueprints;
  for (const ReadFile& file : files) {
    std::string name = blueprint_name(file);
    blueprints.insert(name);
    names[file.system].own.insert(std::move(name));
  }
  if (groups.size() > 1) {
    for (const ReadFile& file : files) {
      add_named(file.document.root, blueprints, names[file.system].named);
    }
    while (const auto pair = linked(groups, names)) join(groups, names, pair->first, pair->second);
  }
  const auto nameless = groups.find("");
  if (nameless != groups.end() && groups.size() == 2) {
    join(groups, names, std::prev(groups.end())->first, "");
  }
  return groups;
}

}  // namespace btsinfra
