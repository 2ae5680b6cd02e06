// Field tables as data.
//
// Every type a blueprint can hold is described by a `Type`: its form, the functions that reach its
// parts without knowing its C++ type, and for a record its fields. Reader, value check, JSON
// Schema, language reference and the walk over references are plain recursive functions over these
// descriptions; none of them knows a service.
//
// A record's description is the specialisation of `type_of` for its struct, written beside the
// service (`services/<service>/fields.cpp`); the wrappers (optional, vector, map) are described
// here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "btsinfra/model/by_name.h"
#include "btsinfra/model/text.h"
#include "btsinfra/model/value.h"

#include "diag/diagnostics.h"
#include "model/meaning.h"
#include "model/path.h"
#include "support/function_ref.h"

namespace btsinfra::fields {

enum class Form : std::uint8_t {
  Record,  // fixed keys, each its own type
  List,
  Map,       // names chosen by the author -> one type
  Optional,  // a value that may be absent
  Scalar,
  Free,  // anything (FreeValue)
};

// How the names in a map are formed.
enum class NameForm : std::uint8_t {
  Component,  // [a-z][a-z0-9_]*, up to 40
  Logical,    // [A-Za-z0-9]+, a CloudFormation logical id, up to 255
  Region,     // an AWS region
  Stack,      // [a-z][a-z0-9-]*, up to 40: part of the names of stacks and folders
  Any,        // any text that is not empty
};

// What a value is, for matching attributes and parameters with the fields that use them.
enum class ValueType : std::uint8_t { Text, Integer, Boolean, Cidr, Arn, List };

// A scalar as it stands in the file.
struct ScalarInput {
  std::string_view text;
  bool quoted = false;  // quotes or a block scalar: certainly meant as text
};

// Why a scalar cannot be what the field wants.
struct Fault {
  Id id{};
  std::string message;
  std::string help;
  std::string part{};     // the words of the scalar that are at fault; empty: all of it
  std::string instead{};  // what belongs in their place, if that is certain; empty: it is not
};

// One reference in a value.
struct ReferenceUse {
  const Reference* reference = nullptr;
  std::string_view bare_kind{};  // what a bare name means here; empty: a bare name means nothing
  bool component = false;        // names a component; else the value of one of its attributes
  bool exact_kind = false;       // only a component of bare_kind will do
  ValueType wanted = ValueType::Text;
  bool outlives = false;  // may name what the state being built has lost
  Meaning meaning = Meaning::Unsaid;
};

struct Field;

struct Type {
  Form form = Form::Scalar;
  std::string_view name;  // "text", "CIDR block": as in "expected a CIDR block"
  std::string_view doc;   // records: one sentence for the reference

  // Record
  std::span<const Field> fields{};
  const void* (*defaults)() = nullptr;  // a default-constructed one
  // A scalar in place of the record, where the record has a short form.
  std::optional<Fault> (*shorthand)(void* record, const ScalarInput& input) = nullptr;
  const Type* shorthand_type = nullptr;  // what that scalar is, for the schema
  bool null_removes = false;             // a null in its free-form fields takes a key out
  // List, Map, Optional
  const Type* (*element)() = nullptr;
  void* (*append)(void* list) = nullptr;
  void* (*insert)(void* map, std::string_view key) = nullptr;
  void* (*emplace)(void* optional) = nullptr;
  void (*reset)(void* container) = nullptr;  // List, Optional: to an empty one
  // Calls back with each element; for a map also its key, for a list its index as text.
  void (*each)(const void* container,
               FunctionRef<void(std::string_view key, const void* element)>) = nullptr;
  NameForm name_form = NameForm::Any;

  // Scalar
  std::optional<Fault> (*parse)(void* out, const ScalarInput& input) = nullptr;
  std::string (*print)(const void* value) = nullptr;
  std::span<const std::string_view> choices{};
  std::string_view json_type;  // "string", "integer", "boolean"
  std::string_view pattern;    // for the schema; empty: any
  // The number a bound applies to: a value, or a text's length in characters. None: a reference.
  std::optional<double> (*magnitude)(const void* value) = nullptr;
  bool late = false;  // may be one whole ${{ reference }} instead
  bool text = false;  // may hold ${{ references }}
  void (*references)(const void* value, FunctionRef<void(const ReferenceUse&)>) = nullptr;

  // Free: only that it is a map is judged here, its content where it is laid over the document.
  bool laid_over = false;

  // Whether the author gave it (or a default stands there); every form but Record has it.
  bool (*is_set)(const void* value) = nullptr;
};

// The description of T. Specialised for records and enums beside their service.
template <class T>
const Type& type_of();

struct Bounds {
  double min = 0;
  double max = 0;
};

struct Field {
  std::string_view name;
  std::string_view doc;
  const Type& (*type)() = nullptr;
  void* (*member)(void* record) = nullptr;
  std::string_view unit_name{};    // "GiB", "seconds", "characters"; empty: none
  std::optional<Bounds> bounds{};  // of the value, a text's length or a list's number of items
  bool is_required = false;
  bool is_inline = false;  // the record's fields stand among those of the outer one
  bool outlives = false;   // may name what the state being built has lost
  bool orders = true;      // whether references in it mean "needs to exist before"
  Meaning meaning = Meaning::Unsaid;
  std::string_view default_note{};  // what holds where it is left out, when that is not a constant

  // Builders, for tables.
  [[nodiscard]] constexpr Field unit(std::string_view unit_of_value) const {
    Field copy = *this;
    copy.unit_name = unit_of_value;
    return copy;
  }
  [[nodiscard]] constexpr Field within(double min, double max) const {
    Field copy = *this;
    copy.bounds = Bounds{min, max};
    return copy;
  }
  [[nodiscard]] constexpr Field required() const {
    Field copy = *this;
    copy.is_required = true;
    return copy;
  }
  [[nodiscard]] constexpr Field among_own() const {
    Field copy = *this;
    copy.is_inline = true;
    return copy;
  }
  [[nodiscard]] constexpr Field no_order() const {
    Field copy = *this;
    copy.orders = false;
    return copy;
  }
  // What a reference in it has to stand for.
  [[nodiscard]] constexpr Field means(Meaning of_value) const {
    Field copy = *this;
    copy.meaning = of_value;
    return copy;
  }
  // A reference in it may stay when what it names is lost; the service judges it then.
  [[nodiscard]] constexpr Field even_if_lost() const {
    Field copy = *this;
    copy.outlives = true;
    return copy;
  }
  [[nodiscard]] constexpr Field without(std::string_view note) const {
    Field copy = *this;
    copy.default_note = note;
    return copy;
  }

  [[nodiscard]] const void* in(const void* record) const {
    // The function only computes an address; nothing is written through it.
    return member(const_cast<void*>(record));
  }
};

namespace detail {

template <auto Member>
struct MemberOf;
template <class R, class M, M R::*Pointer>
struct MemberOf<Pointer> {
  using Record = R;
  using Value = M;
  static void* address(void* record) { return &(static_cast<R*>(record)->*Pointer); }
};

}  // namespace detail

// field<&Database::storage>("storage", "Space to begin with.").unit("GiB").within(20, 65536)
template <auto Member>
constexpr Field field(std::string_view name, std::string_view doc) {
  using M = detail::MemberOf<Member>;
  return Field{
      .name = name, .doc = doc, .type = &type_of<typename M::Value>, .member = &M::address};
}

// The field of that name, inline records included, with the record it belongs to; {nullptr,
// nullptr} where there is none.
struct FoundField {
  const Field* field = nullptr;
  void* record = nullptr;
};
[[nodiscard]] FoundField find_field(const Type& type, void* record, std::string_view name);
// Every field name of a record, inline records included, in table order.
[[nodiscard]] std::vector<std::string_view> field_names(const Type& type);
// Each field with the record that holds it, inline records opened.
void each_field(const Type& type, const void* record,
                FunctionRef<void(const Field&, const void* record)> visit);

// Every reference in a value of that type, with where it stands and whether it orders.
void walk_references(
    const Type& type, const void* value, const Place& place, bool orders,
    FunctionRef<void(const ReferenceUse&, const Place&, bool orders, const Type& type)> visit);

// ---- descriptions of the wrappers -------------------------------------------------------------

template <class R>
Type record(std::string_view name, std::string_view doc, std::span<const Field> fields) {
  Type type;
  type.form = Form::Record;
  type.name = name;
  type.doc = doc;
  type.fields = fields;
  type.defaults = []() -> const void* {
    static const R value{};
    return &value;
  };
  return type;
}

template <class T>
struct Wrapper;  // one partial specialisation per wrapper: static Type describe()

template <class T>
const Type& type_of() {
  static const Type type = Wrapper<T>::describe();
  return type;
}

template <class T>
struct Wrapper<std::optional<T>> {
  static Type describe() {
    Type type;
    type.form = Form::Optional;
    type.name = type_of<T>().name;
    type.element = [] { return &type_of<T>(); };
    type.emplace = [](void* value) -> void* {
      return &static_cast<std::optional<T>*>(value)->emplace();
    };
    type.reset = [](void* value) { static_cast<std::optional<T>*>(value)->reset(); };
    type.each = [](const void* value, auto visit) {
      const auto& held = *static_cast<const std::optional<T>*>(value);
      if (held) visit("", &*held);
    };
    type.is_set = [](const void* value) {
      return static_cast<const std::optional<T>*>(value)->has_value();
    };
    return type;
  }
};

template <class T>
struct Wrapper<std::vector<T>> {
  static Type describe() {
    Type type;
    type.form = Form::List;
    type.name = "list";
    type.element = [] { return &type_of<T>(); };
    type.append = [](void* list) -> void* {
      return &static_cast<std::vector<T>*>(list)->emplace_back();
    };
    type.reset = [](void* list) { static_cast<std::vector<T>*>(list)->clear(); };
    type.each = [](const void* list, auto visit) {
      std::size_t index = 0;
      for (const T& item : *static_cast<const std::vector<T>*>(list)) {
        visit(std::to_string(index++), &item);
      }
    };
    type.is_set = [](const void* list) {
      return !static_cast<const std::vector<T>*>(list)->empty();
    };
    return type;
  }
};

// How the names of a map to T are formed; specialised beside T where it is not by any text.
template <class T>
inline constexpr NameForm name_form_of = NameForm::Any;

template <class Map>
struct MapWrapper {
  using T = typename Map::mapped_type;

  static Type describe() {
    Type type;
    type.form = Form::Map;
    type.name = "map";
    type.element = [] { return &type_of<T>(); };
    type.insert = [](void* map, std::string_view key) -> void* {
      return &(*static_cast<Map*>(map))[std::string(key)];
    };
    type.each = [](const void* map, auto visit) {
      for (const auto& [key, value] : *static_cast<const Map*>(map)) visit(key, &value);
    };
    type.is_set = [](const void* map) { return !static_cast<const Map*>(map)->empty(); };
    type.name_form = name_form_of<T>;
    return type;
  }
};
template <class T>
struct Wrapper<std::map<std::string, T>> : MapWrapper<std::map<std::string, T>> {};
template <class T>
struct Wrapper<ByName<T>> : MapWrapper<ByName<T>> {};

// Scalars of the model itself (fields.cpp).
template <>
const Type& type_of<bool>();
template <>
const Type& type_of<int>();
template <>
const Type& type_of<std::string>();
template <>
const Type& type_of<Text>();
template <>
const Type& type_of<AnyRef>();
template <>
const Type& type_of<FreeValue>();
template <>
const Type& type_of<Late<std::string>>();
template <>
const Type& type_of<Late<int>>();

// The kind that a Ref<T> names, by its key.
template <class T>
inline constexpr std::string_view kind_key = "";

namespace detail {
std::optional<Fault> parse_component_name(std::string& out, const ScalarInput& input,
                                          std::string_view kind);
}

template <class K>
struct Wrapper<Ref<K>> {
  static Type describe() {
    static_assert(!kind_key<K>.empty(), "give kind_key for what this Ref names");
    Type type;
    type.form = Form::Scalar;
    type.name = "reference";
    type.doc = kind_key<K>;
    type.json_type = "string";
    type.parse = [](void* out, const ScalarInput& input) {
      std::string target;
      std::optional<Fault> fault = detail::parse_component_name(target, input, kind_key<K>);
      if (!fault) *static_cast<Ref<K>*>(out) = Ref<K>(std::move(target));
      return fault;
    };
    type.print = [](const void* value) { return static_cast<const Ref<K>*>(value)->target().path; };
    type.is_set = [](const void* value) { return !static_cast<const Ref<K>*>(value)->empty(); };
    type.references = [](const void* value, auto visit) {
      const auto& ref = *static_cast<const Ref<K>*>(value);
      if (!ref.empty()) {
        visit(ReferenceUse{.reference = &ref.target(),
                           .bare_kind = kind_key<K>,
                           .component = true,
                           .exact_kind = true});
      }
    };
    return type;
  }
};

namespace detail {
std::optional<Fault> parse_choice(std::size_t& out, const ScalarInput& input,
                                  std::span<const std::string_view> names);
}

// Base for the description of an enum: Names gives `static constexpr std::string_view names[]` in
// the order of the enumerators, which count from 0.
template <class E, class Names>
Type describe_choice(std::string_view name) {
  Type type;
  type.form = Form::Scalar;
  type.name = name;
  type.json_type = "string";
  type.choices = Names::names;
  type.parse = [](void* out, const ScalarInput& input) {
    std::size_t index = 0;
    std::optional<Fault> fault = detail::parse_choice(index, input, Names::names);
    if (!fault) *static_cast<E*>(out) = static_cast<E>(index);
    return fault;
  };
  type.print = [](const void* value) {
    return std::string(Names::names[static_cast<std::size_t>(*static_cast<const E*>(value))]);
  };
  type.is_set = [](const void*) { return true; };
  return type;
}

}  // namespace btsinfra::fields
