#include "services/raw/written_references.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "btsinfra/model/blueprint.h"
#include "btsinfra/services/raw.h"

#include "model/interpolation.h"

namespace btsinfra {
namespace {

// The span without so many characters at its ends, if it is as long as the words that it should
// hold: what was written otherwise, by escapes or over several lines, is shown whole.
Span inner(Span span, std::string_view words, std::size_t front, std::size_t back) {
  if (!span.known() || span.begin.line != span.end.line ||
      span.end.offset - span.begin.offset != words.size()) {
    return span;
  }
  span.begin.offset += static_cast<std::uint32_t>(front);
  span.begin.column += static_cast<std::uint32_t>(front);
  span.end.offset -= static_cast<std::uint32_t>(back);
  span.end.column -= static_cast<std::uint32_t>(back);
  return span;
}

class Walk {
 public:
  explicit Walk(const ResolvedSystem& system) : system_(system) {}

  template <class Record>
  void record(const Record& record, const Place& place) {
    value(record.properties, place / "Properties");
    value(record.metadata, place / "Metadata");
    value(record.creation_policy, place / "CreationPolicy");
    value(record.update_policy, place / "UpdatePolicy");
    for (std::size_t i = 0; i < record.depends_on.size(); ++i) {
      add(record.depends_on[i], place / "DependsOn" / i);
    }
  }

  std::vector<WrittenReference> found() && { return std::move(found_); }

 private:
  void value(const FreeValue& value, const Place& place) {
    if (const auto* words = std::get_if<std::string>(&value.data)) text(*words, place);
    if (const auto* list = std::get_if<FreeList>(&value.data)) {
      for (std::size_t i = 0; i < list->size(); ++i) this->value((*list)[i], place / i);
    }
    const auto* map = std::get_if<FreeMap>(&value.data);
    if (map == nullptr) return;
    if (map->size() == 1 && (map->front().key == "Ref" || map->front().key.starts_with("Fn::"))) {
      function(map->front().key, map->front().value, place);
      return;
    }
    for (const FreeEntry& entry : *map) this->value(entry.value, place / entry.key);
  }

  // A tag adds no key to the document: the argument of `!Ref` stands at the place of the function.
  [[nodiscard]] Place argument_place(const Place& place, const std::string& name) const {
    Place inside = place / name;
    const bool long_form =
        system_.places().find(place.blueprint, inside.path.to_string()).has_value();
    return long_form ? inside : place;
  }

  void function(const std::string& name, const FreeValue& argument, const Place& at) {
    const Place place = argument_place(at, name);
    if (const auto* words = std::get_if<std::string>(&argument.data)) {
      if (name == "Ref" || name == "Fn::GetAtt") return add(*words, place);
      if (name == "Fn::Sub") return substituted(*words, {}, place);
    }
    const auto* list = std::get_if<FreeList>(&argument.data);
    if (list != nullptr && list->size() == 2) {
      const auto* first = std::get_if<std::string>(&(*list)[0].data);
      const auto* second = std::get_if<std::string>(&(*list)[1].data);
      const auto* variables = std::get_if<FreeMap>(&(*list)[1].data);
      if (name == "Fn::GetAtt" && first != nullptr && second != nullptr) {
        found_.push_back({at.blueprint, *first, *second,
                          system_.places().reference(place / std::size_t{0}, *first),
                          system_.places().reference(place / std::size_t{1}, *second)});
        return;
      }
      if (name == "Fn::Sub" && first != nullptr && variables != nullptr) {
        substituted(*first, *variables, place / std::size_t{0});
        for (const FreeEntry& entry : *variables) {
          value(entry.value, place / std::size_t{1} / entry.key);
        }
        return;
      }
    }
    value(argument, place);
  }

  // `Bucket` or `Bucket.Arn`, which are all of the text there.
  void add(const std::string& words, const Place& place) {
    add(place.blueprint, words, system_.places().reference(place, words));
  }

  void add(std::size_t blueprint, const std::string& words, const Span& span) {
    const std::size_t dot = std::min(words.find('.'), words.size());
    found_.push_back({blueprint, words.substr(0, dot),
                      dot == words.size() ? "" : words.substr(dot + 1),
                      inner(span, words, 0, words.size() - dot), span});
  }

  // `${{ resources.Bucket.Arn }}`
  void text(const std::string& words, const Place& place) {
    const auto parsed = parse_text(words);
    const auto* text = std::get_if<Text>(&parsed);
    if (text == nullptr) return;  // reported by the reader
    for (const Text::Part& part : text->parts()) {
      if (const auto* named = std::get_if<Reference>(&part)) reference(named->path, place);
    }
  }

  void reference(const std::string& path, const Place& place) {
    static constexpr std::string_view kind = "resources.";
    const std::size_t at = path.find(kind);
    if (at == std::string::npos || (at > 0 && path[at - 1] != '.')) return;
    const std::size_t behind = at + kind.size();
    const auto& blueprints = system_.system().blueprints;
    for (std::size_t b = 0; b < blueprints.size(); ++b) {
      if (at == 0 ? b != place.blueprint : blueprints[b].name != path.substr(0, at - 1)) continue;
      add(b, path.substr(behind), inner(system_.places().reference(place, path), path, behind, 0));
    }
  }

  // Fn::Sub's text: `${Bucket}` and `${Bucket.Arn}`, but not its own variables.
  void substituted(const std::string& words, const FreeMap& variables, const Place& place) {
    text(words, place);
    const auto parsed = parse_text(words);
    const auto* text = std::get_if<Text>(&parsed);
    if (text == nullptr) return;
    for (const Text::Part& part : text->parts()) {
      const auto* literal = std::get_if<std::string>(&part);
      if (literal == nullptr) continue;
      for (std::size_t open = literal->find("${"); open != std::string::npos;
           open = literal->find("${", open + 2)) {
        const std::size_t close = literal->find('}', open);
        if (close == std::string::npos) break;
        const std::string whole = literal->substr(open, close + 1 - open);
        const std::string name = whole.substr(2, whole.size() - 3);
        const bool own = std::any_of(variables.begin(), variables.end(),
                                     [&](const FreeEntry& entry) { return entry.key == name; });
        if (name.empty() || name.front() == '!' || own) continue;
        add(place.blueprint, name, inner(system_.places().reference(place, whole), whole, 2, 1));
      }
    }
  }

  const ResolvedSystem& system_;
  std::vector<WrittenReference> found_;
};

}  // namespace

std::vector<WrittenReference> written_references(std::size_t blueprint,
                                                 const std::string& logical_id,
                                                 const ResolvedSystem& system) {
  Walk walk(system);
  const Blueprint& written = system.system().blueprints[blueprint];
  if (const auto raw = written.resources.find(logical_id); raw != written.resources.end()) {
    walk.record(raw->second, Place{blueprint, Path({"resources", logical_id})});
  }
  if (const auto over = written.overrides.find(logical_id); over != written.overrides.end()) {
    walk.record(over->second, Place{blueprint, Path({"overrides", logical_id})});
  }
  return std::move(walk).found();
}

}  // namespace btsinfra
