#include "cfn/value.h"

#include <algorithm>

namespace btsinfra::cfn {

Map::Map() = default;
Map::Map(const Map& other) = default;
Map::Map(Map&& other) noexcept = default;
Map& Map::operator=(const Map& other) = default;
Map& Map::operator=(Map&& other) noexcept = default;
Map::~Map() = default;

Map::Map(std::initializer_list<Entry> entries) {
  entries_.reserve(entries.size());
  for (const Entry& entry : entries) set(std::move(entry.key), std::move(entry.value));
}

Map& Map::set(std::string key, Value value) {
  if (Value* present = find(key)) {
    *present = std::move(value);
  } else {
    entries_.emplace_back(std::move(key), std::move(value));
  }
  return *this;
}

Map& Map::append(std::string key, Value value) {
  entries_.emplace_back(std::move(key), std::move(value));
  return *this;
}

const Value* Map::find(std::string_view key) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const auto& entry) { return entry.first == key; });
  return found == entries_.end() ? nullptr : &found->second;
}

Value* Map::find(std::string_view key) {
  return const_cast<Value*>(std::as_const(*this).find(key));  // NOLINT: the same search
}

bool Map::erase(std::string_view key) {
  return std::erase_if(entries_, [&](const auto& entry) { return entry.first == key; }) > 0;
}

void Map::reserve(std::size_t entries) { entries_.reserve(entries); }

bool Map::empty() const { return entries_.empty(); }

std::size_t Map::size() const { return entries_.size(); }

// Out of line, where Value is complete; written out, as Clang 14 crashes on `= default` here.
bool Map::operator==(const Map& other) const { return entries_ == other.entries_; }
bool Text::operator==(const Text& other) const { return parts == other.parts; }

Symbol::Symbol(std::uint32_t blueprint, std::string_view logical_id, std::string_view attribute)
    : blueprint_(blueprint),
      id_size_(static_cast<std::uint32_t>(logical_id.size())),
      written_(logical_id) {
  if (!attribute.empty()) written_.append(".").append(attribute);
}

std::string_view Symbol::logical_id() const {
  return std::string_view(written_).substr(0, id_size_);
}

std::string_view Symbol::attribute() const {
  return id_size_ >= written_.size() ? std::string_view()
                                     : std::string_view(written_).substr(id_size_ + 1);
}

Inner::Inner(Value value) : value_(new Value(std::move(value))) {}
Inner::Inner(const Inner& other)
    : value_(other.value_ == nullptr ? nullptr : new Value(*other.value_)) {}
Inner::~Inner() { delete value_; }
bool Inner::operator==(const Inner& other) const { return *value_ == *other.value_; }

Value::Value() = default;
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;
Value::Value(bool v) : data(v) {}
Value::Value(int v) : data(static_cast<std::int64_t>(v)) {}
Value::Value(std::int64_t v) : data(v) {}
Value::Value(double v) : data(v) {}
Value::Value(const char* v) : data(std::string(v)) {}
Value::Value(std::string_view v) : data(std::string(v)) {}
Value::Value(std::string v) : data(std::move(v)) {}
Value::Value(List v) : data(std::move(v)) {}
Value::Value(Map v) : data(std::move(v)) {}
Value::Value(Symbol v) : data(std::move(v)) {}
Value::Value(ParameterSymbol v) : data(std::move(v)) {}
Value::Value(Text v) : data(std::move(v)) {}
Value::Value(Intrinsic v) : data(std::move(v)) {}
bool Value::operator==(const Value& other) const { return data == other.data; }

Value ref(std::string name) { return intrinsic("Ref", Value(std::move(name))); }

Value intrinsic(std::string name, Value argument) {
  return Intrinsic{std::move(name), Inner(std::move(argument))};
}

Value sub(std::string text) { return intrinsic("Fn::Sub", Value(std::move(text))); }

}  // namespace btsinfra::cfn
