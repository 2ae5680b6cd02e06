#include "cfn/schema.h"

#include <algorithm>

namespace btsinfra::cfn {
namespace {

std::string_view text(std::uint32_t place) {
  const std::uint32_t begin = schema::text_ends[place];
  return {&schema::characters[begin], schema::text_ends[place + 1] - begin};
}

std::optional<std::size_t> optional_place(std::uint32_t place) {
  if (place == schema::none) return std::nullopt;
  return place;
}

Count count(std::uint32_t least, std::uint32_t most) {
  return {least, most == schema::none ? Count::unlimited : most};
}

PropertySchema property(const schema::PropertyRow& row) {
  return {text(row.name), ValueSchema(row.value), row.required, row.read_only};
}

// The part of a dotted path before its last dot; empty: there is none.
std::string_view parent(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

bool is_property_path(RecordSchema record, std::string_view path) {
  const std::size_t dot = path.find('.');
  const std::optional<PropertySchema> found = record.find(path.substr(0, dot));
  if (!found || dot == std::string_view::npos) return found.has_value();
  const std::optional<RecordSchema> inner = found->value.record();
  // Of an object without listed properties nobody can say what it lacks.
  return inner ? is_property_path(*inner, path.substr(dot + 1))
               : found->value.takes(ValueKind::Object);
}

}  // namespace

std::string_view Names::Iterator::operator*() const { return text(schema::names[place_]); }

std::string_view Names::operator[](std::size_t index) const {
  return text(schema::names[range_.first + index]);
}

bool Names::has(std::string_view name) const { return std::find(begin(), end(), name) != end(); }

std::optional<Bounds> ValueSchema::bounds() const {
  if (row_->bounds == schema::none) return std::nullopt;
  const schema::BoundsRow& bounds = schema::bounds[row_->bounds];
  return Bounds{bounds.least, bounds.most};
}

Count ValueSchema::length() const { return count(row_->least_length, row_->most_length); }

std::optional<std::size_t> ValueSchema::pattern() const { return optional_place(row_->pattern); }

std::optional<ValueSchema> ValueSchema::items() const {
  if (row_->items == schema::none) return std::nullopt;
  return ValueSchema(row_->items);
}

Count ValueSchema::item_count() const { return count(row_->least_items, row_->most_items); }

std::optional<RecordSchema> ValueSchema::record() const {
  if (row_->record == schema::none) return std::nullopt;
  return RecordSchema(row_->record);
}

PropertySchema RecordSchema::operator[](std::size_t index) const {
  return property(schema::properties[row_->properties.first + index]);
}

std::optional<PropertySchema> RecordSchema::find(std::string_view name) const {
  const schema::PropertyRow* begin = &schema::properties[row_->properties.first];
  const schema::PropertyRow* end = begin + row_->properties.count;
  const schema::PropertyRow* found = std::lower_bound(
      begin, end, name, [](const schema::PropertyRow& row, std::string_view wanted) {
        return text(row.name) < wanted;
      });
  if (found == end || text(found->name) != name) return std::nullopt;
  return property(*found);
}

KeySchema RecordSchema::key(std::size_t index) const {
  const schema::KeyRow& row = schema::keys[row_->keys.first + index];
  return {optional_place(row.pattern), ValueSchema(row.value)};
}

Count RecordSchema::entries() const { return count(row_->least_entries, row_->most_entries); }

std::vector<PropertyGroup> RecordSchema::groups() const {
  std::vector<PropertyGroup> result;
  for (std::uint32_t i = 0; i < row_->groups.count; ++i) {
    const schema::GroupRow& row = schema::groups[row_->groups.first + i];
    PropertyGroup group{row.exactly_one, {}};
    for (std::uint32_t set = 0; set < row.sets.count; ++set) {
      group.sets.emplace_back(schema::sets[row.sets.first + set]);
    }
    result.push_back(std::move(group));
  }
  return result;
}

std::vector<PropertyNeed> RecordSchema::needs() const {
  std::vector<PropertyNeed> result;
  for (std::uint32_t i = 0; i < row_->needs.count; ++i) {
    const schema::NeedRow& row = schema::needs[row_->needs.first + i];
    result.push_back({text(row.name), Names(row.needed)});
  }
  return result;
}

std::string_view ResourceSchema::type() const { return text(row_->name); }

std::vector<std::string_view> ResourceSchema::attributes() const {
  std::vector<std::string_view> result;
  for (const schema::Range range : {row_->read_only, row_->readable}) {
    for (const std::string_view name : Names(range)) {
      // A path through a list is of no use to GetAtt.
      if (name.find('*') == std::string_view::npos) result.push_back(name);
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

AttributeKind ResourceSchema::attribute(std::string_view name) const {
  // Whatever the resource behind it returns, and the outputs of the template behind it.
  if (type() == "AWS::CloudFormation::CustomResource") return AttributeKind::Attribute;
  if (type() == "AWS::CloudFormation::Stack" && name.starts_with("Outputs.")) {
    return AttributeKind::Attribute;
  }
  const Names read_only(row_->read_only);
  const Names readable(row_->readable);
  for (std::string_view path = name; !path.empty(); path = parent(path)) {
    if (read_only.has(path) || readable.has(path)) return AttributeKind::Attribute;
  }
  return is_property_path(properties(), name) ? AttributeKind::Property : AttributeKind::None;
}

std::string_view ResourceSchema::tag_property() const {
  return row_->tags == schema::none ? std::string_view() : text(row_->tags);
}

std::optional<bool> ResourceSchema::exists_in(std::string_view region) const {
  for (std::uint32_t i = 0; i < schema::region_count; ++i) {
    if (text(schema::regions[i]) == region) return ((row_->absent >> i) & 1U) == 0;
  }
  return std::nullopt;
}

std::optional<ResourceSchema> find_resource_schema(std::string_view type) {
  if (type.starts_with("Custom::")) type = "AWS::CloudFormation::CustomResource";
  const schema::TypeRow* begin = &schema::types[0];
  const schema::TypeRow* end = begin + schema::type_count;
  const schema::TypeRow* found = std::lower_bound(
      begin, end, type,
      [](const schema::TypeRow& row, std::string_view wanted) { return text(row.name) < wanted; });
  if (found == end || text(found->name) != type) return std::nullopt;
  return ResourceSchema(*found);
}

std::vector<std::string_view> resource_schema_types() {
  std::vector<std::string_view> result;
  result.reserve(schema::type_count);
  for (std::uint32_t i = 0; i < schema::type_count; ++i) {
    result.push_back(text(schema::types[i].name));
  }
  return result;
}

std::vector<std::string_view> published_types() {
  std::vector<std::string_view> result;
  result.reserve(schema::published_type_count);
  for (std::uint32_t i = 0; i < schema::published_type_count; ++i) {
    result.push_back(text(schema::published_types[i]));
  }
  return result;
}

bool is_published(std::string_view type) {
  const std::uint32_t* begin = &schema::published_types[0];
  const std::uint32_t* end = begin + schema::published_type_count;
  const std::uint32_t* found = std::lower_bound(
      begin, end, type,
      [](std::uint32_t place, std::string_view wanted) { return text(place) < wanted; });
  return found != end && text(*found) == type;
}

std::string_view schemas_published() { return text(schema::published); }

std::size_t pattern_count() { return schema::pattern_count; }

std::string_view pattern_text(std::size_t pattern) { return text(schema::patterns[pattern]); }

}  // namespace btsinfra::cfn
