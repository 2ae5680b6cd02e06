// The JSON Schema and the language reference against the field tables they are made of. What the
// schema says of whole blueprints is asked in tests/e2e/schema_test.py.
#include "stages/read/schema.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "services/kind.h"
#include "services/records.h"
#include "stages/read/language.h"
#include "stages/read/language_reference.h"
#include "stages/read/read_document.h"
#include "stages/read/reader.h"
#include "support/catch.h"

namespace btsinfra {
namespace {

using fields::Field;
using fields::Form;
using fields::Type;
using Json = nlohmann::json;

const Json& schema() {
  static const Json parsed = Json::parse(blueprint_schema());
  return parsed;
}

// What a `$ref` leads to; nullptr where it leads nowhere.
const Json* target(const std::string& reference) {
  if (!reference.starts_with('#')) return nullptr;
  Json::json_pointer pointer(reference.substr(1));
  return schema().contains(pointer) ? &schema().at(pointer) : nullptr;
}

void each_reference(const Json& node, const std::function<void(const std::string&)>& visit) {
  if (node.is_object() && node.contains("$ref") && node["$ref"].is_string()) {
    visit(node["$ref"].get<std::string>());
  }
  if (node.is_structured()) {
    for (const Json& inner : node) each_reference(inner, visit);
  }
}

const Json& followed(const Json& node) {
  return node.contains("$ref") ? *target(node["$ref"].get<std::string>()) : node;
}

// The schema of a record: itself, or the alternative to its short form.
const Json& object_of(const Json& node) {
  const Json& here = followed(node);
  if (!here.contains("anyOf")) return here;
  for (const Json& choice : here["anyOf"]) {
    if (choice.contains("properties")) return choice;
  }
  return here;
}

// Every record of the language once, with its schema and a default-constructed one of its own.
class Records {
 public:
  using Visit = std::function<void(const Type&, const Json&, void* record)>;

  explicit Records(Visit visit) : visit_(std::move(visit)) {
    Blueprint blueprint;
    meet(fields::type_of<Blueprint>(), schema(), &blueprint);
  }
  [[nodiscard]] std::size_t count() const { return met_.size(); }

 private:
  void meet(const Type& type, const Json& node, void* value) {
    switch (type.form) {
      case Form::Optional:
        meet(*type.element(), node, type.emplace(value));
        return;
      case Form::List:
        meet(*type.element(), node.at("items"), type.append(value));
        return;
      case Form::Map:
        meet(*type.element(), node.at("additionalProperties"), type.insert(value, "a"));
        return;
      case Form::Record: {
        if (!met_.insert(&type).second) return;
        const Json& object = object_of(node);
        visit_(type, object, value);
        for (std::string_view name : fields::field_names(type)) {
          fields::FoundField found = fields::find_field(type, value, name);
          meet(found.field->type(), object.at("properties").at(std::string(name)),
               found.field->member(found.record));
        }
        return;
      }
      case Form::Scalar:
      case Form::Free:
        return;
    }
  }

  Visit visit_;
  std::set<const Type*> met_;
};

std::string field_label(const Type& record, std::string_view name) {
  return fmt::format("{}, `{}`", record.name, name);
}

bool ends_well(std::string_view doc) { return doc.size() > 1 && doc.ends_with('.'); }

TEST_CASE("the references of the schema lead to its definitions, and each is used",
          "[stages][schema]") {
  CHECK(blueprint_schema().ends_with("}\n"));
  std::set<std::string> used;
  each_reference(schema(), [&](const std::string& reference) {
    CAPTURE(reference);
    CHECK(target(reference) != nullptr);
    used.insert(reference);
  });
  for (const auto& [name, definition] : schema().at("$defs").items()) {
    CAPTURE(name);
    CHECK(used.contains("#/$defs/" + name));
  }
}

TEST_CASE("no two records of the language share a name", "[stages][schema]") {
  std::set<std::string> names;
  for (const LanguageRecord& record : language_records()) {
    CAPTURE(record.name, record.type->name);
    CHECK(!record.name.empty());
    CHECK(names.insert(record.name).second);
  }
  Records records([](const Type&, const Json&, void*) {});
  CHECK(names.size() == records.count());
  // Beside the records there are the forms of a reference, of a free value and of a change to one;
  // the blueprint is the schema itself.
  CHECK(schema().at("$defs").size() == records.count() + 2);
}

TEST_CASE("the schema has the fields of the tables and no others", "[stages][schema]") {
  Records([](const Type& type, const Json& object, void*) {
    CAPTURE(type.name);
    REQUIRE(object.contains("properties"));
    CHECK(object.at("additionalProperties") == false);
    std::vector<std::string_view> known = fields::field_names(type);
    std::set<std::string> names(known.begin(), known.end());
    CHECK(names.size() == known.size());
    std::set<std::string> described;
    for (const auto& [name, property] : object.at("properties").items()) {
      described.insert(name);
      CAPTURE(name);
      CHECK(property.contains("description"));
    }
    CHECK(described == names);
  });
}

TEST_CASE("what is required is empty in a record where it was left out", "[stages][schema]") {
  Records([](const Type& type, const Json& object, void*) {
    std::set<std::string> required;
    fields::each_field(type, type.defaults(), [&](const Field& field, const void* holder) {
      if (!field.is_required) return;
      required.emplace(field.name);
      const Type& field_type = field.type();
      INFO(field_label(type, field.name) << ": its absence would not be noticed");
      // A number has no empty value: zero stands for it.
      bool zero =
          field_type.json_type == "integer" && field_type.magnitude(field.in(holder)) == 0.0;
      CHECK((zero || (field_type.is_set != nullptr && !field_type.is_set(field.in(holder)))));
    });
    Json listed = object.value("required", Json::array());
    CHECK(listed.get<std::set<std::string>>() == required);
  });
}

TEST_CASE("every field and attribute is described by whole sentences", "[stages][schema]") {
  std::string wrong;
  Records([&](const Type& type, const Json&, void*) {
    if (!ends_well(type.doc)) wrong += fmt::format("  {}: {}\n", type.name, type.doc);
    fields::each_field(type, type.defaults(), [&](const Field& field, const void*) {
      if (!ends_well(field.doc)) {
        wrong += fmt::format("  {}: {}\n", field_label(type, field.name), field.doc);
      }
    });
  });
  for (const Kind* kind : all_kinds()) {
    for (const Attribute& attribute : kind->attributes()) {
      if (!ends_well(attribute.doc)) {
        wrong += fmt::format("  {}.{}: {}\n", kind->key(), attribute.name, attribute.doc);
      }
    }
  }
  INFO("empty, or without a full stop:\n" << wrong);
  CHECK(wrong.empty());
}

// A scalar of the schema as it would stand in a file.
std::string in_a_file(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

TEST_CASE("the defaults shown are those of a default-constructed record", "[stages][schema]") {
  std::size_t shown = 0;
  Records([&](const Type& type, const Json& object, void* record) {
    for (std::string_view name : fields::field_names(type)) {
      fields::FoundField found = fields::find_field(type, record, name);
      const Type& field_type = found.field->type();
      const Json& property = object.at("properties").at(std::string(name));
      INFO(field_label(type, name));
      if (!property.contains("default")) {
        // Nothing to show: it is required, told in words, empty or a record.
        bool told = found.field->is_required || !found.field->default_note.empty();
        CHECK((told || field_type.form == Form::Record ||
               !field_type.is_set(found.field->member(found.record))));
        continue;
      }
      ++shown;
      const Json& value = property.at("default");
      const std::string description = property.at("description").get<std::string>();
      if (field_type.form == Form::List) {
        std::vector<std::string> items;
        field_type.each(found.field->member(found.record), [&](std::string_view, const void* item) {
          items.push_back(field_type.element()->print(item));
        });
        std::vector<std::string> listed;
        for (const Json& item : value) {
          listed.push_back(item.is_string() ? item.get<std::string>() : item.dump());
        }
        CHECK(listed == items);
        continue;
      }
      REQUIRE(field_type.form == Form::Scalar);
      void* member = found.field->member(found.record);
      const std::string before = field_type.print(member);
      CHECK(in_a_file(value) == before);
      CHECK(description.find("Default: ") != std::string::npos);
      CHECK(description.find(before) != std::string::npos);
      // Who writes the default out gets what stands there without it.
      std::optional<fields::Fault> fault =
          field_type.parse(member, {.text = before, .quoted = value.is_string()});
      CHECK(!fault.has_value());
      CHECK(field_type.print(member) == before);
    }
  });
  CHECK(shown > 20);
}

// ---- the reference for people ------------------------------------------------------------------

TEST_CASE("links of the language reference lead to its headings", "[stages][language_reference]") {
  const std::string page = language_reference();
  std::set<std::string> headings;
  for (std::size_t at = page.find("\n#"); at != std::string::npos; at = page.find("\n#", at + 1)) {
    std::size_t begin = page.find(' ', at) + 1;
    std::string anchor;
    for (char c : page.substr(begin, page.find('\n', begin) - begin)) {
      if (c == '`') continue;
      if (c == ' ') c = '-';
      anchor += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    if (page[begin - 2] != '#') continue;  // a comment in the example
    CAPTURE(anchor);
    CHECK(headings.insert(anchor).second);
  }
  std::size_t links = 0;
  for (std::size_t at = page.find("](#"); at != std::string::npos; at = page.find("](#", at + 1)) {
    std::string anchor = page.substr(at + 3, page.find(')', at) - at - 3);
    CAPTURE(anchor);
    CHECK(headings.contains(anchor));
    ++links;
  }
  CHECK(links > 10);
}

TEST_CASE("the language reference tells of every field and attribute",
          "[stages][language_reference]") {
  const std::string page = language_reference();
  Records([&](const Type& type, const Json&, void*) {
    fields::each_field(type, type.defaults(), [&](const Field& field, const void*) {
      INFO(field_label(type, field.name));
      CHECK(page.find(fmt::format("\n| `{}` | ", field.name)) != std::string::npos);
    });
  });
  for (const Kind* kind : all_kinds()) {
    for (const Attribute& attribute : kind->attributes()) {
      CAPTURE(kind->key(), attribute.name);
      CHECK(page.find(fmt::format("\n| `{}` | ", attribute.name)) != std::string::npos);
    }
  }
}

TEST_CASE("the example of the language reference can be read", "[stages][language_reference]") {
  const std::string page = language_reference();
  const std::string opening = "```yaml\n";
  std::size_t begin = page.find(opening);
  REQUIRE(begin != std::string::npos);
  begin += opening.size();
  SourceMap sources;
  FileId file = sources.add("example.yaml", page.substr(begin, page.find("```", begin) - begin));
  Diagnostics diags;
  std::optional<Document> document = read_document(file, sources, diags);
  REQUIRE(document.has_value());
  Blueprint blueprint;
  std::set<Place> tainted;
  read_record(fields::type_of<Blueprint>(), &blueprint, document->root, Place{0, Path()}, sources,
              diags, tainted);
  for (const Diagnostic& found : diags.all()) UNSCOPED_INFO(found.message);
  CHECK(diags.all().empty());
  CHECK(blueprint.autoscaling.size() == 1);
}

}  // namespace
}  // namespace btsinfra
