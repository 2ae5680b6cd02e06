#include "stages/read/schema.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "services/records.h"
#include "stages/read/language.h"

namespace btsinfra {
namespace {

using fields::Bounds;
using fields::Field;
using fields::Form;
using fields::NameForm;
using fields::Type;

// Keys in the order in which they are written: a schema is also read by people.
using Json = nlohmann::ordered_json;

constexpr std::string_view dialect = "https://json-schema.org/draft/2020-12/schema";
// A name, not an address: nothing is fetched. It changes with the version of the language only.
constexpr std::string_view identity = "urn:btsinfra:schema:blueprint:1";

// As is_reference_path and parse_text (model/interpolation) read them.
constexpr std::string_view component_pattern = R"(^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$)";
constexpr std::string_view whole_reference_pattern =
    R"(^\$\{\{[ \t]*[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*[ \t]*\}\}$)";
constexpr std::string_view reference_inside_pattern = R"(\$\{\{)";
constexpr std::string_view free_value = "value";  // their names among the definitions
constexpr std::string_view change = "change";
constexpr std::string_view whole_reference = "reference";

// What a field adds to its type.
struct Limits {
  std::optional<Bounds> bounds{};
  bool is_required = false;  // and so not empty either
};

long long whole(double number) { return std::llround(number); }

Json definition_at(std::string_view name) {
  return Json::object({{"$ref", "#/$defs/" + std::string(name)}});
}

Json any_of(Json first, Json second) {
  return Json::object({{"anyOf", Json::array({std::move(first), std::move(second)})}});
}

Json names(NameForm form) {
  switch (form) {
    case NameForm::Component:
      return Json::object({{"pattern", "^[a-z][a-z0-9_]{0,39}$"}});
    case NameForm::Logical:
      return Json::object({{"pattern", "^[A-Za-z0-9]{1,255}$"}});
    case NameForm::Region:
      return Json::object({{"enum", fields::region_names()}});
    case NameForm::Stack:
      return Json::object({{"pattern", "^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$"}});
    case NameForm::Any:
      return Json::object({{"minLength", 1}});
  }
  return Json::object();
}

// minItems and the like: `least` and `most` are the keywords.
void add_count(Json& schema, const Limits& limits, const char* least, const char* most) {
  long long min = limits.bounds ? whole(limits.bounds->min) : 0;
  if (limits.is_required) min = std::max(min, 1LL);
  if (min > 0) schema[least] = min;
  if (limits.bounds) schema[most] = whole(limits.bounds->max);
}

Json integer(const Limits& limits) {
  if (!limits.bounds) return Json::object({{"type", "integer"}});
  long long min = whole(limits.bounds->min);
  long long max = whole(limits.bounds->max);
  if (min == max) return Json::object({{"const", min}});
  return Json::object({{"type", "integer"}, {"minimum", min}, {"maximum", max}});
}

Json ports() {
  return any_of(integer({.bounds = Bounds{1, 65535}}),
                Json::object({{"type", "string"}, {"pattern", "^[0-9]+(-[0-9]+)?$"}}));
}

Json string(const Type& type, const Limits& limits) {
  Json schema = Json::object({{"type", "string"}});
  if (!type.choices.empty()) {
    schema["enum"] = type.choices;
    return schema;
  }
  if (names_component(type)) {
    schema["pattern"] = component_pattern;
    return schema;
  }
  if (!type.pattern.empty()) schema["pattern"] = type.pattern;
  // An empty text counts as left out, so a lower bound holds only where that is refused, too.
  if (limits.is_required) {
    schema["minLength"] = std::max(1LL, limits.bounds ? whole(limits.bounds->min) : 0LL);
  }
  if (limits.bounds) schema["maxLength"] = whole(limits.bounds->max);
  if (!type.text && type.magnitude != nullptr) {
    schema["not"] = Json::object({{"pattern", reference_inside_pattern}});
  }
  return schema;
}

Json scalar(const Type& type, const Limits& limits) {
  if (type.json_type == "port") return ports();
  if (type.json_type == "boolean") return Json::object({{"type", "boolean"}});
  if (type.json_type == "number") return Json::object({{"type", "number"}});
  Json literal = type.json_type == "integer" ? integer(limits) : string(type, limits);
  if (type.late) return any_of(std::move(literal), definition_at(whole_reference));
  // How long a text with references will be, nobody knows yet.
  if (type.text && literal.size() > 1) {
    return any_of(std::move(literal),
                  Json::object({{"type", "string"}, {"pattern", reference_inside_pattern}}));
  }
  return literal;
}

// The default as JSON, where it is a constant.
Json default_of(const Type& type, const void* value) {
  Json result;
  switch (type.form) {
    case Form::Scalar: {
      std::string text = type.print(value);
      bool is_number = type.json_type == "integer" ||
                       (type.json_type == "port" && text.find('-') == std::string::npos);
      if (is_number) return std::stoll(text);
      if (type.json_type == "boolean") return text == "true";
      if (type.json_type == "number") return std::stod(text);
      return text;
    }
    case Form::Optional:
      type.each(value, [&](std::string_view, const void* held) {
        result = default_of(*type.element(), held);
      });
      return result;
    case Form::List:
      result = Json::array();
      type.each(value, [&](std::string_view, const void* item) {
        result.push_back(default_of(*type.element(), item));
      });
      return result;
    case Form::Map:
      result = Json::object();
      type.each(value, [&](std::string_view key, const void* item) {
        result[std::string(key)] = default_of(*type.element(), item);
      });
      return result;
    case Form::Record:
    case Form::Free:
      break;
  }
  return result;
}

std::string description(const Field& field, const WhenAbsent& absent) {
  std::string text(field.doc);
  // A text's length is in characters: that goes without saying.
  if (!field.unit_name.empty() && bare_type(field).json_type != "string") {
    text += " In " + std::string(field.unit_name) + ".";
  }
  if (absent.kind == WhenAbsent::Kind::Described) text += " Default: " + absent.text + ".";
  if (absent.kind == WhenAbsent::Kind::Value) text += " Default: `" + absent.text + "`.";
  return text;
}

class SchemaWriter {
 public:
  Json write() const {
    const LanguageRecord& blueprint = records_.front();
    Json schema = Json::object({{"$schema", dialect},
                                {"$id", identity},
                                {"title", "btsinfra blueprint"},
                                {"description", blueprint.type->doc}});
    schema.update(object(*blueprint.type));
    Json& definitions = schema["$defs"];
    definitions[std::string(whole_reference)] =
        Json::object({{"description",
                       "One whole reference, whose value is known at deployment: `${{ "
                       "kind.name.attribute }}`, or "
                       "`${{ blueprint.kind.name.attribute }}` of another blueprint."},
                      {"type", "string"},
                      {"pattern", whole_reference_pattern}});
    const Json any = definition_at(free_value);
    definitions[std::string(free_value)] =
        Json::object({{"description", "Anything that CloudFormation takes, which is no null."},
                      {"type", {"object", "array", "string", "number", "boolean"}},
                      {"additionalProperties", any},
                      {"items", any}});
    definitions[std::string(change)] = Json::object(
        {{"description", "What is laid over something: null takes it away, a map is merged."},
         {"type", {"object", "array", "string", "number", "boolean", "null"}},
         {"additionalProperties", definition_at(change)},
         {"items", any}});
    for (std::size_t i = 1; i < records_.size(); ++i) {
      definitions[records_[i].name] = definition(*records_[i].type);
    }
    return schema;
  }

 private:
  Json definition(const Type& type) const {
    Json schema = Json::object({{"description", type.doc}});
    if (type.shorthand == nullptr) {
      schema.update(object(type));
    } else {
      schema.update(any_of(scalar(*type.shorthand_type, {}), object(type)));
    }
    return schema;
  }

  Json object(const Type& record) const {
    Json properties = Json::object();
    Json required = Json::array();
    fields::each_field(record, record.defaults(), [&](const Field& field, const void* holder) {
      Json& schema = properties[std::string(field.name)];
      schema = property(field, holder);
      if (field.type().form == Form::Free && (record.null_removes || field.type().laid_over)) {
        schema["additionalProperties"] = definition_at(change);
      }
      if (field.is_required) required.push_back(field.name);
    });
    Json schema = Json::object({{"type", "object"}, {"properties", std::move(properties)}});
    if (!required.empty()) schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
    return schema;
  }

  Json property(const Field& field, const void* holder) const {
    WhenAbsent absent = when_absent(field, holder);
    Json schema = Json::object({{"description", description(field, absent)}});
    schema.update(value(field.type(), {field.bounds, field.is_required}));
    if (absent.kind == WhenAbsent::Kind::Value) {
      schema["default"] = default_of(field.type(), field.in(holder));
    }
    return schema;
  }

  Json value(const Type& type, const Limits& limits) const {
    switch (type.form) {
      case Form::Record:
        return definition_at(record_of(records_, type).name);
      case Form::List: {
        Json schema = Json::object({{"type", "array"}, {"items", value(*type.element(), {})}});
        add_count(schema, limits, "minItems", "maxItems");
        return schema;
      }
      case Form::Map: {
        Json schema = Json::object({{"type", "object"},
                                    {"propertyNames", names(type.name_form)},
                                    {"additionalProperties", value(*type.element(), {})}});
        add_count(schema, limits, "minProperties", "maxProperties");
        return schema;
      }
      case Form::Optional:  // what is there is not left out, were it empty
        return value(*type.element(), {limits.bounds, false});
      case Form::Scalar:
        return scalar(type, limits);
      case Form::Free:
        return {{"type", "object"}, {"additionalProperties", definition_at(free_value)}};
    }
    return Json::object();
  }

  std::vector<LanguageRecord> records_ = language_records();
};

}  // namespace

std::string blueprint_schema() { return SchemaWriter().write().dump(2) + "\n"; }

}  // namespace btsinfra
