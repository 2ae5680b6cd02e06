#include "stages/read/overlay.h"

#include <algorithm>
#include <array>
#include <vector>

#include "diag/ids/reading.h"
#include "diag/ids/scenarios.h"
#include "diag/suggest.h"
#include "model/fields.h"
#include "services/records.h"
#include "support/edit_distance.h"

namespace btsinfra {
namespace {

using fields::Form;
using fields::Type;

// Its description without `optional` around it; nullptr where the language has none: free form.
const Type* opened(const Type* type) {
  while (type != nullptr && type->form == Form::Optional) type = type->element();
  return type == nullptr || type->form == Form::Free ? nullptr : type;
}

// What the language says of the value of that key; nullptr: nothing.
const Type* type_below(const Type* type, std::string_view key) {
  if (type == nullptr) return nullptr;
  if (type->form == Form::Map) return opened(type->element());
  if (type->form != Form::Record) return nullptr;
  // Only the field is asked for; nothing is written into the record.
  auto found = fields::find_field(*type, const_cast<void*>(type->defaults()), key);
  return found.field == nullptr ? nullptr : opened(&found.field->type());
}

bool has_field(const Type& record, std::string_view key) {
  return fields::find_field(record, const_cast<void*>(record.defaults()), key).field != nullptr;
}

Node* find(Node& map, std::string_view key) { return const_cast<Node*>(map.find(key)); }

bool is_plain_map(const Node& node) { return node.kind == Node::Kind::Map && node.tag.empty(); }

// One step of a path, with where it stands in the scenario.
struct Step {
  std::string key;
  Span span;
};

class Merger {
 public:
  Merger(const Document& base, const OverlayRules& rules, const SourceMap& sources,
         Diagnostics& diags)
      : document_(base), rules_(rules), sources_(sources), diags_(diags) {}

  Document run(const Node& set) {
    // By path, so that what leads further comes later and wins: the order of keys never matters.
    std::vector<const Node*> entries;
    for (const Node& item : set.items) entries.push_back(&item);
    std::sort(entries.begin(), entries.end(),
              [](const Node* a, const Node* b) { return a->key < b->key; });
    for (const Node* item : entries) {
      if (may_be_set(*item)) {
        enter(document_.root, opened(&fields::type_of<Blueprint>()), *item, 0);
      }
    }
    index(document_.root);
    return std::move(document_);
  }

 private:
  // What was entered has lost its index.
  static void index(Node& node) {
    if (node.by_key.size() != node.items.size()) node.index();
    for (Node& item : node.items) index(item);
  }

  // ---- which paths ------------------------------------------------------------------------------

  bool may_be_set(const Node& item) {
    const std::string first = item.key.substr(0, item.key.find('.'));
    static constexpr std::array<std::string_view, 4> never{"blueprint", "name", "scenarios",
                                                           "ignore"};
    static constexpr std::array<std::string_view, 2> of_environments{"system", "region"};
    const bool is_never = std::find(never.begin(), never.end(), first) != never.end();
    const bool is_identity =
        std::find(of_environments.begin(), of_environments.end(), first) != of_environments.end();
    if (!is_never && (!is_identity || rules_.renames)) return true;
    Report report = diags_.report(ids::ScenarioChangesName, item.key_span,
                                  "`{}` is the same in every state of a system", first);
    report.help(is_never ? "take it out of `set`"
                         : "take it out of `set`; another environment, with names of its own, says "
                           "`environment: true`");
    return false;
  }

  // ---- down the path ----------------------------------------------------------------------------

  // The step of the path that begins at `at`: an existing name with dots in it, else up to the dot.
  Step step_at(const Node& map, const Node& item, std::size_t at) const {
    const std::string_view step = first_step(map, std::string_view(item.key).substr(at));
    return {std::string(step), span_in_key(item, at, step.size())};
  }

  Span span_in_key(const Node& item, std::size_t at, std::size_t length) const {
    const Span& whole = item.key_span;
    const SourceFile& source = sources_.file(whole.file);
    const std::string_view written =
        source.text().substr(whole.begin.offset, whole.end.offset - whole.begin.offset);
    std::size_t begin = written.find(item.key);  // behind a quote; nowhere if it holds escapes
    if (begin == std::string_view::npos) return whole;
    begin += whole.begin.offset + at;
    return {whole.file, source.position_at(begin), source.position_at(begin + length)};
  }

  void enter(Node& map, const Type* type, const Node& item, std::size_t at) {
    const Step step = step_at(map, item, at);
    if (type != nullptr && type->form == Form::Record && !has_field(*type, step.key)) {
      no_such_field(*type, step);
      return;
    }
    const Type* inner = type_below(type, step.key);
    const std::size_t behind = at + step.key.size();
    if (behind == item.key.size()) {
      put(map, type, inner, step, item);
      return;
    }
    Node* next = find(map, step.key);
    if (next == nullptr || next->kind == Node::Kind::Null) {
      next = opened_for(map, type, inner, step, item);
      if (next == nullptr) return;
    } else if (!is_plain_map(*next)) {
      not_a_map(*next, step, item);
      return;
    }
    enter(*next, inner, item, behind + 1);
  }

  // A record or map that the blueprint left out, made so that the path can go on.
  Node* opened_for(Node& map, const Type* type, const Type* inner, const Step& step,
                   const Node& item) {
    const bool closed =
        inner != nullptr && (inner->form == Form::Scalar || inner->form == Form::List);
    if (closed) {
      diags_
          .report(ids::ScenarioPath, step.span, "`{}` is {}, which has no fields", step.key,
                  inner->form == Form::List ? "a list" : "a single value")
          .help("a scenario gives it whole: end the path here");
      return nullptr;
    }
    if (type != nullptr && type->form == Form::Map) {
      no_such_name(map, step, item);
      return nullptr;
    }
    Node made;
    made.kind = Node::Kind::Map;
    made.span = step.span;
    made.end_offset = step.span.end.offset;
    return &insert(map, std::move(made), step);
  }

  void put(Node& map, const Type* type, const Type* inner, const Step& step, const Node& item) {
    Node* present = find(map, step.key);
    if (item.kind == Node::Kind::Null) {
      remove(map, present, type, step, item);
    } else if (present != nullptr && is_plain_map(*present) && is_plain_map(item)) {
      merge(*present, item, inner);
    } else {
      insert(map, item, step);
    }
  }

  void merge(Node& map, const Node& laid, const Type* type) {
    for (const Node& item : laid.items) {
      put(map, type, type_below(type, item.key), {item.key, item.key_span}, item);
    }
  }

  // In the place of what bears the key, or as the last.
  static Node& insert(Node& map, Node node, const Step& step) {
    node.key = step.key;
    node.key_span = step.span;
    if (Node* present = find(map, step.key)) return *present = std::move(node);
    map.by_key.clear();
    return map.items.emplace_back(std::move(node));
  }

  void remove(Node& map, Node* present, const Type* type, const Step& step, const Node& item) {
    if (present != nullptr && present->kind != Node::Kind::Null) {
      map.by_key.clear();
      map.items.erase(map.items.begin() + (present - map.items.data()));
      Node null;
      null.span = step.span;
      null.key = step.key;
      null.key_span = step.span;
      map.removed.push_back(std::move(null));
      return;
    }
    if (type == nullptr) {
      // In an override null has a meaning of its own: it takes a generated property out.
      Node null;
      null.span = step.span;
      insert(map, std::move(null), step);
      return;
    }
    if (misspelt(item)) return;
    Report report = diags_.report(ids::ScenarioPath, step.span,
                                  "there is no `{}` here that null could remove", step.key);
    if (suggest(report, step.key, keys(map)).empty()) {
      report.help("take the line out: the blueprint does not give it");
    }
  }

  // ---- findings ---------------------------------------------------------------------------------

  static std::vector<std::string> keys(const Node& map) {
    std::vector<std::string> names;
    for (const Node& item : map.items) names.push_back(item.key);
    return names;
  }

  void no_such_field(const Type& type, const Step& step) {
    Report report =
        diags_.report(ids::UnknownKey, step.span, "{} has no field `{}`", type.name, step.key);
    std::vector<std::string_view> names = fields::field_names(type);
    if (!suggest(report, step.key, names).empty()) return;
    std::string list;
    for (std::string_view name : names) {
      list += (list.empty() ? "`" : ", `") + std::string(name) + "`";
    }
    report.help("its fields are: " + list);
  }

  // Whether the kind of component is missing for a misspelt key, which the blueprint's own reading
  // reports.
  [[nodiscard]] bool misspelt(const Node& set) const {
    const Type& blueprint = fields::type_of<Blueprint>();
    const std::string kind = set.key.substr(0, set.key.find('.'));
    if (!has_field(blueprint, kind)) return false;
    const std::vector<std::string_view> names = fields::field_names(blueprint);
    return std::any_of(document_.root.items.begin(), document_.root.items.end(),
                       [&](const Node& item) {
                         return !has_field(blueprint, item.key) && nearest(item.key, names) == kind;
                       });
  }

  void no_such_name(const Node& map, const Step& step, const Node& item) {
    if (misspelt(item)) return;
    const std::string above = item.key.substr(0, item.key.find("." + step.key));
    Report report =
        diags_.report(ids::ScenarioPath, step.span, "there is no `{}` among `{}`", step.key, above);
    if (suggest(report, step.key, keys(map)).empty()) {
      report.help("to add one, give it whole: `" + above + "." + step.key + ": {…}`");
    }
  }

  void not_a_map(const Node& present, const Step& step, const Node& item) {
    const bool list = present.kind == Node::Kind::List;
    diags_
        .report(ids::ScenarioPath, step.span, "`{}` is {} in the blueprint; a path ends there",
                step.key, list ? "a list" : "a single value")
        .note(present.place(), "it is given here")
        .help("give it whole: `" + item.key.substr(0, item.key.find(step.key) + step.key.size()) +
              (list ? ": […]`" : ": {…}`"));
  }

  Document document_;
  const OverlayRules& rules_;
  const SourceMap& sources_;
  Diagnostics& diags_;
};

}  // namespace

Document overlaid(const Document& base, const Node& set, const OverlayRules& rules,
                  const SourceMap& sources, Diagnostics& diags) {
  return Merger(base, rules, sources, diags).run(set);
}

}  // namespace btsinfra
