#include "model/fields.h"

#include <algorithm>
#include <charconv>

#include "diag/ids/reading.h"
#include "diag/suggest.h"
#include "model/interpolation.h"
#include "support/edit_distance.h"
#include "support/plain_scalar.h"
#include "support/utf8.h"

namespace btsinfra::fields {
namespace {

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string shown(text.substr(0, text.find('\n')));
  if (shown.size() > longest) {
    std::size_t cut = longest;  // never inside a character
    while (cut > 0 && (static_cast<unsigned char>(shown[cut]) & 0xC0U) == 0x80U) --cut;
    shown = shown.substr(0, cut) + "…";
  }
  return "`" + shown + "`";
}

Fault reference_not_allowed(std::string_view what) {
  return {ids::ReferenceNotAllowed,
          "a reference where " + std::string(what) + " must be known at once",
          "write the value itself"};
}

std::optional<Fault> parse_integer(int& out, const ScalarInput& input) {
  if (input.text.find("${{") != std::string_view::npos) return reference_not_allowed("an integer");
  if (input.quoted) {
    return Fault{ids::WrongScalar, "expected an integer, found the text " + quoted(input.text),
                 "remove the quotes"};
  }
  std::string_view digits = input.text;
  bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  bool plain =
      !digits.empty() && (digits == "0" || digits.front() != '0') &&
      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!plain) {
    return Fault{ids::WrongScalar, "expected an integer, found " + quoted(input.text),
                 "write decimal digits, without leading zeros, underscores or a unit"};
  }
  auto [end, error] =
      std::from_chars(input.text.data(), input.text.data() + input.text.size(), out);
  if (error != std::errc{} || end != input.text.data() + input.text.size()) {
    return Fault{ids::OutOfBounds, quoted(input.text) + " is too large a number", ""};
  }
  return std::nullopt;
}

std::optional<Fault> parse_boolean(bool& out, const ScalarInput& input) {
  if (input.text.find("${{") != std::string_view::npos) {
    return reference_not_allowed("true or false");
  }
  if (!input.quoted && (input.text == "true" || input.text == "false")) {
    out = input.text == "true";
    return std::nullopt;
  }
  std::string help = input.quoted && (input.text == "true" || input.text == "false")
                         ? "remove the quotes"
                         : "write true or false";
  return Fault{ids::WrongScalar, "expected true or false, found " + quoted(input.text),
               std::move(help)};
}

// What every text field asks of the scalar before it looks at the words.
std::optional<Fault> text_fault(const ScalarInput& input) {
  if (input.quoted) return std::nullopt;
  PlainScalar kind = classify_plain_scalar(input.text);
  if (kind == PlainScalar::Text) return std::nullopt;
  return Fault{ids::AmbiguousScalar,
               "expected a text, but YAML reads " + quoted(input.text) + " as " +
                   std::string(describe(kind)),
               "put it in quotes: \"" + std::string(input.text) + "\"",
               {},
               "\"" + std::string(input.text) + "\""};
}

std::optional<Fault> parse_string(std::string& out, const ScalarInput& input) {
  if (std::optional<Fault> fault = text_fault(input)) return fault;
  if (input.text.find("${{") != std::string_view::npos) return reference_not_allowed("a text");
  out = input.text;
  return std::nullopt;
}

std::optional<Fault> parse_text_field(Text& out, const ScalarInput& input) {
  if (std::optional<Fault> fault = text_fault(input)) return fault;
  auto parsed = parse_text(input.text);
  if (Fault* fault = std::get_if<Fault>(&parsed)) return std::move(*fault);
  out = std::move(std::get<Text>(parsed));
  return std::nullopt;
}

// A whole reference, where the scalar is one; a fault where words and references are mixed.
std::optional<Fault> parse_late(std::optional<Reference>& out, const ScalarInput& input) {
  if (input.text.find("${{") == std::string_view::npos) return std::nullopt;
  auto parsed = parse_text(input.text);
  if (Fault* fault = std::get_if<Fault>(&parsed)) return std::move(*fault);
  const Text& text = std::get<Text>(parsed);
  if (text.parts().size() == 1) {
    if (const auto* reference = std::get_if<Reference>(&text.parts().front())) {
      out = *reference;
      return std::nullopt;
    }
    return std::nullopt;  // only an escaped $${{
  }
  return Fault{ids::BadReferenceSyntax, "the value is either a literal or one whole reference",
               "write `${{ kind.name.attribute }}` and nothing around it"};
}

using Visit = FunctionRef<void(const ReferenceUse&)>;

template <class T>
Type scalar(std::string_view name, std::string_view json_type,
            std::optional<Fault> (*parse)(void*, const ScalarInput&),
            std::string (*print)(const void*)) {
  Type type;
  type.name = name;
  type.json_type = json_type;
  type.parse = parse;
  type.print = print;
  type.is_set = [](const void*) { return true; };
  return type;
}

void visit_free(const FreeValue& value, Visit visit) {
  if (const auto* words = std::get_if<std::string>(&value.data)) {
    auto parsed = parse_text(*words);
    if (const auto* text = std::get_if<Text>(&parsed)) {
      for (const Text::Part& part : text->parts()) {
        if (const auto* reference = std::get_if<Reference>(&part)) {
          visit({.reference = reference, .wanted = ValueType::Text});
        }
      }
    }
  } else if (const auto* list = std::get_if<FreeList>(&value.data)) {
    for (const FreeValue& item : *list) visit_free(item, visit);
  } else if (const auto* map = std::get_if<FreeMap>(&value.data)) {
    for (const auto& [key, item] : *map) visit_free(item, visit);
  }
}

double characters(std::string_view text) { return static_cast<double>(count_code_points(text)); }

}  // namespace

namespace detail {

std::optional<Fault> parse_component_name(std::string& out, const ScalarInput& input,
                                          std::string_view kind) {
  if (input.text.find("${{") != std::string_view::npos) {
    return Fault{ids::BadReferenceSyntax, "this field names a component; it takes no `${{ }}`",
                 "write the bare name, as in `main`, or `" +
                     (kind.empty() ? std::string("kind") : std::string(kind)) + ".main`"};
  }
  if (std::optional<Fault> fault = text_fault(input)) return fault;
  if (!is_reference_path(input.text)) {
    return Fault{ids::BadReferenceSyntax, quoted(input.text) + " is not the name of a component",
                 "names are made of lower-case letters, digits and `_`"};
  }
  out = input.text;
  return std::nullopt;
}

std::optional<Fault> parse_choice(std::size_t& out, const ScalarInput& input,
                                  std::span<const std::string_view> names) {
  if (input.text.find("${{") != std::string_view::npos) return reference_not_allowed("the choice");
  auto found = std::find(names.begin(), names.end(), input.text);
  if (found != names.end()) {
    out = static_cast<std::size_t>(found - names.begin());
    return std::nullopt;
  }
  std::string choices;
  for (std::string_view name : names) {
    if (!choices.empty()) choices += ", ";
    choices += '`';
    choices += name;
    choices += '`';
  }
  std::string help = "choose among " + choices;
  std::string instead;
  const std::vector<std::string> near = nearest_names(input.text, names);
  if (!near.empty()) help = did_you_mean(near) + " The choices are " + choices;
  if (near.size() == 1) instead = near.front();
  return Fault{ids::UnknownChoice,
               quoted(input.text) + " is not a choice here",
               std::move(help),
               {},
               std::move(instead)};
}

}  // namespace detail

template <>
const Type& type_of<bool>() {
  static const Type type = scalar<bool>(
      "true or false", "boolean",
      [](void* out, const ScalarInput& input) {
        return parse_boolean(*static_cast<bool*>(out), input);
      },
      [](const void* value) {
        return std::string(*static_cast<const bool*>(value) ? "true" : "false");
      });
  return type;
}

template <>
const Type& type_of<int>() {
  static const Type type = [] {
    Type described = scalar<int>(
        "integer", "integer",
        [](void* out, const ScalarInput& input) {
          return parse_integer(*static_cast<int*>(out), input);
        },
        [](const void* value) { return std::to_string(*static_cast<const int*>(value)); });
    described.magnitude = [](const void* value) -> std::optional<double> {
      return *static_cast<const int*>(value);
    };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<std::string>() {
  static const Type type = [] {
    Type described = scalar<std::string>(
        "text", "string",
        [](void* out, const ScalarInput& input) {
          return parse_string(*static_cast<std::string*>(out), input);
        },
        [](const void* value) { return *static_cast<const std::string*>(value); });
    described.is_set = [](const void* value) {
      return !static_cast<const std::string*>(value)->empty();
    };
    described.magnitude = [](const void* value) -> std::optional<double> {
      return characters(*static_cast<const std::string*>(value));
    };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<Text>() {
  static const Type type = [] {
    Type described = scalar<Text>(
        "text", "string",
        [](void* out, const ScalarInput& input) {
          return parse_text_field(*static_cast<Text*>(out), input);
        },
        [](const void* value) { return print_text(*static_cast<const Text*>(value)); });
    described.text = true;
    described.is_set = [](const void* value) { return !static_cast<const Text*>(value)->empty(); };
    described.magnitude = [](const void* value) -> std::optional<double> {
      const std::string* words = static_cast<const Text*>(value)->literal();
      if (words == nullptr) return std::nullopt;
      return characters(*words);
    };
    described.references = [](const void* value, Visit visit) {
      for (const Text::Part& part : static_cast<const Text*>(value)->parts()) {
        if (const auto* reference = std::get_if<Reference>(&part)) {
          visit({.reference = reference, .wanted = ValueType::Text});
        }
      }
    };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<AnyRef>() {
  static const Type type = [] {
    Type described = scalar<AnyRef>(
        "reference", "string",
        [](void* out, const ScalarInput& input) {
          return detail::parse_component_name(static_cast<AnyRef*>(out)->target.path, input, "");
        },
        [](const void* value) { return static_cast<const AnyRef*>(value)->target.path; });
    described.references = [](const void* value, Visit visit) {
      visit({.reference = &static_cast<const AnyRef*>(value)->target, .component = true});
    };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<Late<std::string>>() {
  static const Type type = [] {
    Type described = scalar<Late<std::string>>(
        "text", "string",
        [](void* out, const ScalarInput& input) -> std::optional<Fault> {
          auto& late = *static_cast<Late<std::string>*>(out);
          std::optional<Reference> reference;
          if (auto fault = parse_late(reference, input)) return fault;
          if (reference) {
            late = Late<std::string>(std::move(*reference));
            return std::nullopt;
          }
          std::string words;
          if (auto fault = parse_string(words, input)) return fault;
          late = Late<std::string>(std::move(words));
          return std::nullopt;
        },
        [](const void* value) {
          const auto& late = *static_cast<const Late<std::string>*>(value);
          return late.literal() != nullptr ? *late.literal()
                                           : "${{ " + late.reference()->path + " }}";
        });
    described.late = true;
    described.is_set = [](const void* value) {
      const auto* words = static_cast<const Late<std::string>*>(value)->literal();
      return words == nullptr || !words->empty();
    };
    described.magnitude = [](const void* value) -> std::optional<double> {
      const auto* words = static_cast<const Late<std::string>*>(value)->literal();
      if (words == nullptr) return std::nullopt;
      return characters(*words);
    };
    described.references = [](const void* value, Visit visit) {
      const auto* reference = static_cast<const Late<std::string>*>(value)->reference();
      if (reference != nullptr) visit({.reference = reference, .wanted = ValueType::Text});
    };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<Late<int>>() {
  static const Type type = [] {
    Type described = scalar<Late<int>>(
        "integer", "integer",
        [](void* out, const ScalarInput& input) -> std::optional<Fault> {
          auto& late = *static_cast<Late<int>*>(out);
          std::optional<Reference> reference;
          if (auto fault = parse_late(reference, input)) return fault;
          if (reference) {
            late = Late<int>(std::move(*reference));
            return std::nullopt;
          }
          int number = 0;
          if (auto fault = parse_integer(number, input)) return fault;
          late = Late<int>(number);
          return std::nullopt;
        },
        [](const void* value) {
          const auto& late = *static_cast<const Late<int>*>(value);
          return late.literal() != nullptr ? std::to_string(*late.literal())
                                           : "${{ " + late.reference()->path + " }}";
        });
    described.late = true;
    described.magnitude = [](const void* value) -> std::optional<double> {
      const auto* number = static_cast<const Late<int>*>(value)->literal();
      if (number == nullptr) return std::nullopt;
      return *number;
    };
    described.references = [](const void* value, Visit visit) {
      const auto* reference = static_cast<const Late<int>*>(value)->reference();
      if (reference != nullptr) visit({.reference = reference, .wanted = ValueType::Integer});
    };
    return described;
  }();
  return type;
}

template <>
const Type& type_of<FreeValue>() {
  static const Type type = [] {
    Type described;
    described.form = Form::Free;
    described.name = "CloudFormation";
    described.doc = "anything that CloudFormation takes";
    described.is_set = [](const void* value) {
      return !std::holds_alternative<std::monostate>(static_cast<const FreeValue*>(value)->data);
    };
    described.references = [](const void* value, Visit visit) {
      visit_free(*static_cast<const FreeValue*>(value), visit);
    };
    return described;
  }();
  return type;
}

FoundField find_field(const Type& type, void* record, std::string_view name) {
  for (const Field& field : type.fields) {
    if (field.is_inline) {
      FoundField inner = find_field(field.type(), field.member(record), name);
      if (inner.field != nullptr) return inner;
    } else if (field.name == name) {
      return {&field, record};
    }
  }
  return {};
}

void each_field(const Type& type, const void* record,
                FunctionRef<void(const Field&, const void*)> visit) {
  for (const Field& field : type.fields) {
    if (field.is_inline) {
      each_field(field.type(), field.in(record), visit);
    } else {
      visit(field, record);
    }
  }
}

std::vector<std::string_view> field_names(const Type& type) {
  std::vector<std::string_view> names;
  each_field(type, type.defaults(),
             [&names](const Field& field, const void*) { names.push_back(field.name); });
  return names;
}

namespace {

using VisitUse =
    FunctionRef<void(const ReferenceUse&, const Place&, bool orders, const Type& type)>;

// What the fields around a value say of the references in it.
struct Around {
  bool orders = true;
  bool outlives = false;
  Meaning meaning = Meaning::Unsaid;
};

// Whether a value can lead to a reference: most fields hold a number, a word or nothing.
bool may_refer(const Type& type, const void* value) {
  if (type.references != nullptr || type.form == Form::Record) return true;
  return type.each != nullptr && (type.is_set == nullptr || type.is_set(value));
}

// `place` is where the walk is; it comes back as it went in.
void walk(const Type& type, const void* value, Place& place, const Around& around, VisitUse visit) {
  if (type.references != nullptr) {
    type.references(value, [&](ReferenceUse use) {
      use.outlives = around.outlives;
      use.meaning = around.meaning;
      visit(use, place, around.orders, type);
    });
    return;
  }
  if (type.form == Form::Record) {
    each_field(type, value, [&](const Field& field, const void* record) {
      const Type& field_type = field.type();
      const void* member = field.in(record);
      if (!may_refer(field_type, member)) return;
      place.path.push(field.name);
      walk(field_type, member, place,
           {.orders = around.orders && field.orders,
            .outlives = around.outlives || field.outlives,
            .meaning = field.meaning},
           visit);
      place.path.pop();
    });
  } else if (type.each != nullptr) {
    const Type& element = *type.element();
    type.each(value, [&](std::string_view key, const void* item) {
      if (!key.empty()) place.path.push(key);
      walk(element, item, place, around, visit);
      if (!key.empty()) place.path.pop();
    });
  }
}

}  // namespace

void walk_references(const Type& type, const void* value, const Place& place, bool orders,
                     VisitUse visit) {
  Place at = place;
  walk(type, value, at, {.orders = orders}, visit);
}

}  // namespace btsinfra::fields
