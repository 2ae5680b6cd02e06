// What CloudFormation's published schemas say about a resource type: its properties with the values
// they take, the attributes it gives, what replaces it. The facts are those of
// schemas/cloudformation, compiled in; they are views into the program and cost nothing to copy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "cfn/schema/tables.h"

namespace btsinfra::cfn {

// Names one after the other; they live as long as the program.
class Names {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    explicit Iterator(std::uint32_t place) : place_(place) {}
    std::string_view operator*() const;
    Iterator& operator++() {
      ++place_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(place_++); }
    bool operator==(const Iterator&) const = default;

   private:
    std::uint32_t place_ = 0;
  };

  explicit Names(schema::Range range) : range_(range) {}

  [[nodiscard]] std::size_t size() const { return range_.count; }
  [[nodiscard]] bool empty() const { return range_.count == 0; }
  [[nodiscard]] std::string_view operator[](std::size_t index) const;
  [[nodiscard]] Iterator begin() const { return Iterator(range_.first); }
  [[nodiscard]] Iterator end() const { return Iterator(range_.first + range_.count); }
  [[nodiscard]] bool has(std::string_view name) const;

 private:
  schema::Range range_;
};

enum class ValueKind : std::uint8_t {
  String = 1,
  Integer = 2,
  Number = 4,
  Boolean = 8,
  List = 16,
  Object = 32
};

struct Count {
  static constexpr std::size_t unlimited = std::numeric_limits<std::size_t>::max();
  std::size_t least = 0;
  std::size_t most = unlimited;
  bool operator==(const Count&) const = default;
};

struct Bounds {
  double least = 0;  // infinite where there is none
  double most = 0;
};

class RecordSchema;

// What a value must be. A value of several kinds is held to the constraints of its own kind only.
class ValueSchema {
 public:
  explicit ValueSchema(std::uint32_t place) : row_(&schema::values[place]) {}

  [[nodiscard]] bool takes(ValueKind kind) const {
    return (row_->kinds & static_cast<std::uint8_t>(kind)) != 0;
  }
  [[nodiscard]] bool takes_everything() const { return row_->kinds == schema::all_kinds; }

  // Strings and numbers: the values to choose from; none: all are fine.
  [[nodiscard]] Names choices() const { return Names(row_->choices); }
  [[nodiscard]] std::optional<Bounds> bounds() const;  // numbers
  [[nodiscard]] Count length() const;                  // strings, in characters
  // Strings: the number of the pattern they fit, for pattern_text.
  [[nodiscard]] std::optional<std::size_t> pattern() const;

  // Lists.
  [[nodiscard]] std::optional<ValueSchema> items() const;
  [[nodiscard]] Count item_count() const;
  [[nodiscard]] bool unique_items() const { return row_->unique_items; }

  // Objects; nothing: any will do.
  [[nodiscard]] std::optional<RecordSchema> record() const;

 private:
  const schema::ValueRow* row_;
};

struct PropertySchema {
  std::string_view name;
  ValueSchema value;
  bool required = false;
  bool read_only = false;  // the service gives it; at the top of a resource only
};

// Properties whose names fit a pattern.
struct KeySchema {
  std::optional<std::size_t> pattern;  // nothing: every name
  ValueSchema value;
};

// Sets of properties of which one, or at least one, is to be given in full.
struct PropertyGroup {
  bool exactly_one = false;
  std::vector<Names> sets;
};

// `property` is given only together with all of `needed`.
struct PropertyNeed {
  std::string_view property;
  Names needed;
};

// The properties of an object.
class RecordSchema {
 public:
  explicit RecordSchema(std::uint32_t place) : row_(&schema::records[place]) {}

  [[nodiscard]] std::size_t size() const { return row_->properties.count; }
  [[nodiscard]] PropertySchema operator[](std::size_t index) const;  // by name
  [[nodiscard]] std::optional<PropertySchema> find(std::string_view name) const;

  [[nodiscard]] std::size_t key_count() const { return row_->keys.count; }
  [[nodiscard]] KeySchema key(std::size_t index) const;
  // Takes further properties, of which nothing is known.
  [[nodiscard]] bool is_open() const { return row_->open; }
  [[nodiscard]] Count entries() const;

  [[nodiscard]] std::vector<PropertyGroup> groups() const;
  [[nodiscard]] std::vector<PropertyNeed> needs() const;

 private:
  const schema::RecordRow* row_;
};

enum class AttributeKind : std::uint8_t {
  None,      // GetAtt fails
  Property,  // a property that one gives: some types give it back, the schemas do not say which
  Attribute
};

class ResourceSchema {
 public:
  explicit ResourceSchema(const schema::TypeRow& row) : row_(&row) {}

  [[nodiscard]] std::string_view type() const;
  [[nodiscard]] RecordSchema properties() const { return RecordSchema(row_->record); }

  // For GetAtt, dotted.
  [[nodiscard]] std::vector<std::string_view> attributes() const;
  [[nodiscard]] AttributeKind attribute(std::string_view name) const;

  // Dotted paths of properties; `*` is any item of a list.
  [[nodiscard]] Names read_only() const { return Names(row_->read_only); }
  [[nodiscard]] Names identifier() const { return Names(row_->identifier); }
  [[nodiscard]] Names create_only() const { return Names(row_->create_only); }
  [[nodiscard]] Names create_only_at_times() const { return Names(row_->create_only_at_times); }
  [[nodiscard]] Names deprecated() const { return Names(row_->deprecated); }
  // The property that takes tags; empty: it cannot be tagged.
  [[nodiscard]] std::string_view tag_property() const;

  // Whether the type exists there; nothing where no schemas of that region were read.
  [[nodiscard]] std::optional<bool> exists_in(std::string_view region) const;

 private:
  const schema::TypeRow* row_;
};

// Nothing for a type whose facts are not compiled in; it may exist for all that. Types `Custom::…`
// are custom resources of any name: they have the schema of AWS::CloudFormation::CustomResource.
[[nodiscard]] std::optional<ResourceSchema> find_resource_schema(std::string_view type);

// All types with facts, by name.
[[nodiscard]] std::vector<std::string_view> resource_schema_types();

// All published types by name, those without facts included.
[[nodiscard]] std::vector<std::string_view> published_types();
[[nodiscard]] bool is_published(std::string_view type);

// When the schemas were published: "2026-05".
[[nodiscard]] std::string_view schemas_published();

[[nodiscard]] std::size_t pattern_count();
[[nodiscard]] std::string_view pattern_text(std::size_t pattern);

}  // namespace btsinfra::cfn
