#include "stages/read/language.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "btsinfra/model/blueprint.h"

#include "services/records.h"
#include "support/check.h"
#include "support/plain_scalar.h"

namespace btsinfra {
namespace {

using fields::Bounds;
using fields::Field;
using fields::Form;
using fields::NameForm;
using fields::Type;

// "a rule of `allow`" -> "rule_of_allow".
std::string as_key(std::string_view name) {
  std::string key;
  for (char c : without_article(name)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word) {
      key += c;
    } else if (c == ' ' || c == '-') {
      key += '_';
    }
  }
  return key;
}

std::string_view chosen_name(NameForm form) {
  switch (form) {
    case NameForm::Component:
    case NameForm::Stack:
    case NameForm::Any:
      return ".<name>";
    case NameForm::Logical:
      return ".<LogicalId>";
    case NameForm::Region:
      return ".<region>";
  }
  return "";
}

class Collector {
 public:
  Collector() {
    const Type& blueprint = fields::type_of<Blueprint>();
    records_.push_back({.type = &blueprint, .name = as_key(blueprint.name)});
    path_.push_back(&blueprint);
    below(blueprint, "");
  }

  [[nodiscard]] std::vector<LanguageRecord> take() { return std::move(records_); }

 private:
  void below(const Type& record, const std::string& place) {
    fields::each_field(record, record.defaults(), [&](const Field& field, const void*) {
      std::string inner =
          place.empty() ? std::string(field.name) : fmt::format("{}.{}", place, field.name);
      meet(field.type(), std::move(inner), place.empty() ? field.name : "", false);
    });
  }

  // `key` is the top-level key that holds it directly; empty: none does.
  void meet(const Type& type, std::string place, std::string_view key, bool is_named) {
    switch (type.form) {
      case Form::Optional:
        meet(*type.element(), std::move(place), key, is_named);
        return;
      case Form::List:
        meet(*type.element(), place + "[]", key, false);
        return;
      case Form::Map:
        place += chosen_name(type.name_form);
        meet(*type.element(), std::move(place), key, true);
        return;
      case Form::Record:
        record(type, place, key, is_named);
        return;
      case Form::Scalar:
      case Form::Free:
        return;
    }
  }

  void record(const Type& type, const std::string& place, std::string_view key, bool is_named) {
    // A record that may hold itself is told once.
    if (std::find(path_.begin(), path_.end(), &type) != path_.end()) return;
    auto known = std::find_if(records_.begin(), records_.end(),
                              [&](const LanguageRecord& met) { return met.type == &type; });
    if (known != records_.end()) {
      known->places.push_back(place);
    } else {
      LanguageRecord met{.type = &type, .is_named = is_named, .places = {place}};
      for (const Kind* kind : all_kinds()) {
        if (&kind->type() == &type) met.kind = kind;
      }
      if (met.kind != nullptr) key = met.kind->key();
      met.is_key = !key.empty();
      met.name = met.is_key ? std::string(key) : as_key(type.name);
      BTS_CHECK(std::none_of(records_.begin(), records_.end(),
                             [&](const LanguageRecord& other) { return other.name == met.name; }),
                "two records of the language bear the name " + met.name);
      records_.push_back(std::move(met));
    }
    path_.push_back(&type);
    below(type, place);
    path_.pop_back();
  }

  std::vector<LanguageRecord> records_;
  std::vector<const Type*> path_;  // from the blueprint down to where we are
};

// A default as a blueprint would write it.
std::string written(const Type& type, const void* value) {
  if (type.form == Form::Scalar) {
    std::string text = type.print(value);
    bool needs_quotes = type.json_type == "string" && type.choices.empty() &&
                        classify_plain_scalar(text) != PlainScalar::Text;
    return needs_quotes ? "\"" + text + "\"" : text;
  }
  BTS_CHECK(type.each != nullptr, "a default that is a record shows in the record's own fields");
  std::string items;
  type.each(value, [&](std::string_view key, const void* item) {
    if (!items.empty()) items += ", ";
    if (type.form == Form::Map) items += fmt::format("{}: ", key);
    items += written(*type.element(), item);
  });
  if (type.form == Form::List) return "[" + items + "]";
  if (type.form == Form::Map) return "{" + items + "}";
  return items;
}

std::string number(double value) { return std::to_string(std::llround(value)); }

}  // namespace

std::vector<LanguageRecord> language_records() { return Collector().take(); }

const LanguageRecord& record_of(const std::vector<LanguageRecord>& records, const Type& type) {
  auto found = std::find_if(records.begin(), records.end(),
                            [&](const LanguageRecord& record) { return record.type == &type; });
  BTS_CHECK(found != records.end(), "a record that no field leads to");
  return *found;
}

WhenAbsent when_absent(const Field& field, const void* record) {
  const Type& type = field.type();
  const void* value = field.in(record);
  if (field.is_required) return {WhenAbsent::Kind::Refused, ""};
  if (!field.default_note.empty()) {
    return {WhenAbsent::Kind::Described, std::string(field.default_note)};
  }
  if (type.form == Form::Record) return {WhenAbsent::Kind::OwnDefaults, ""};
  if (type.form == Form::Free || !type.is_set(value)) return {};
  return {WhenAbsent::Kind::Value, written(type, value)};
}

bool names_component(const Type& type) {
  return type.form == Form::Scalar && type.name == "reference";
}

const Type& bare_type(const Field& field) {
  const Type& type = field.type();
  return type.form == Form::Optional ? *type.element() : type;
}

std::string bounds_in_words(const Field& field) {
  const Type& type = bare_type(field);
  bool counts = type.form == Form::List || type.form == Form::Map;
  bool measures = type.json_type == "string";
  std::string unit(counts ? "entries" : measures ? "characters" : field.unit_name);
  if (!field.bounds) return counts || measures ? "" : unit;
  const Bounds& bounds = *field.bounds;
  std::string behind = unit.empty() ? "" : " " + unit;
  if (bounds.min == bounds.max) return number(bounds.min) + behind;
  if (bounds.min == 0 && (counts || measures)) return "at most " + number(bounds.max) + behind;
  return number(bounds.min) + " to " + number(bounds.max) + behind;
}

std::string_view without_article(std::string_view name) {
  for (std::string_view article : {"an ", "a ", "the "}) {
    if (name.starts_with(article)) return name.substr(article.size());
  }
  return name;
}

}  // namespace btsinfra
