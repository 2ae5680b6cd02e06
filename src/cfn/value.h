// A CloudFormation value, from lowering to the file.
//
// Lowering builds values with symbolic references (`Symbol`) because it does not know yet which
// stack a resource will stand in. Partition replaces every Symbol and Text by an Intrinsic (Ref,
// GetAtt, ImportValue, Sub, Join); an emitter may rely on finding none of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace btsinfra::cfn {

struct Value;
struct Entry;

using List = std::vector<Value>;

// Keys in the order in which they are written out.
class Map {
 public:
  Map();
  Map(const Map& other);
  Map(Map&& other) noexcept;
  Map& operator=(const Map& other);
  Map& operator=(Map&& other) noexcept;
  ~Map();
  Map(std::initializer_list<Entry> entries);

  // Replaces an entry of the same key in its place, else appends.
  Map& set(std::string key, Value value);
  // An entry of a key that is known not to be there: `set` looks at all before.
  Map& append(std::string key, Value value);
  [[nodiscard]] const Value* find(std::string_view key) const;
  [[nodiscard]] Value* find(std::string_view key);
  bool erase(std::string_view key);
  // Room for so many entries.
  void reserve(std::size_t entries);
  [[nodiscard]] bool empty() const;
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] auto begin() { return entries_.begin(); }
  [[nodiscard]] auto end() { return entries_.end(); }
  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }
  bool operator==(const Map&) const;

 private:
  std::vector<std::pair<std::string, Value>> entries_;
};

// A resource's value before its stack is known: Ref (empty attribute) or GetAtt.
class Symbol {
 public:
  // `blueprint` is its index in the system; `attribute` "" is what Ref gives, else as
  // "Endpoint.Address".
  Symbol(std::uint32_t blueprint, std::string_view logical_id, std::string_view attribute);

  [[nodiscard]] std::uint32_t blueprint() const { return blueprint_; }
  [[nodiscard]] std::string_view logical_id() const;
  [[nodiscard]] std::string_view attribute() const;
  // What Fn::GetAtt takes, "Id.Attribute"; for Ref the logical id.
  [[nodiscard]] const std::string& written() const { return written_; }
  bool operator==(const Symbol&) const = default;

 private:
  std::uint32_t blueprint_ = 0;
  std::uint32_t id_size_ = 0;
  std::string written_;  // both in one: all values are as large as the largest kind of value
};

// A parameter of the blueprint.
struct ParameterSymbol {
  std::uint32_t blueprint = 0;
  std::string name;
  bool operator==(const ParameterSymbol&) const = default;
};

// Strings and values one after the other; partition chooses a plain string, Sub or Join.
struct Text {
  List parts;
  bool operator==(const Text&) const;
};

// One value inside another. Moved from, it has none: it may be copied, destroyed and assigned to.
class Inner {
 public:
  explicit Inner(Value value);
  Inner(const Inner& other);
  Inner(Inner&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
  Inner& operator=(Inner other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Inner();

  [[nodiscard]] const Value& value() const { return *value_; }
  [[nodiscard]] Value& value() { return *value_; }
  bool operator==(const Inner& other) const;

 private:
  Value* value_;
};

// A CloudFormation function in its long form: {"Ref": …}, {"Fn::Sub": …}.
struct Intrinsic {
  std::string name;  // "Ref", "Fn::GetAtt", "Condition" …
  Inner argument;
  bool operator==(const Intrinsic&) const = default;
};

struct Null {
  bool operator==(const Null&) const = default;
};

struct Value {
  std::variant<Null, bool, std::int64_t, double, std::string, List, Map, Symbol, ParameterSymbol,
               Text, Intrinsic>
      data;

  // All out of line: what a variant of eleven alternatives takes to copy and destroy would else be
  // made again in every file that touches a value.
  Value();
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();
  Value(bool v);              // NOLINT: literals read as values
  Value(int v);               // NOLINT
  Value(std::int64_t v);      // NOLINT
  Value(double v);            // NOLINT
  Value(const char* v);       // NOLINT
  Value(std::string_view v);  // NOLINT
  Value(std::string v);       // NOLINT
  Value(List v);              // NOLINT
  Value(Map v);               // NOLINT
  Value(Symbol v);            // NOLINT
  Value(ParameterSymbol v);   // NOLINT
  Value(Text v);              // NOLINT
  Value(Intrinsic v);         // NOLINT

  bool operator==(const Value& other) const;

  template <class T>
  [[nodiscard]] const T* as() const {
    return std::get_if<T>(&data);
  }
  template <class T>
  [[nodiscard]] T* as() {
    return std::get_if<T>(&data);
  }
};

// A large system is hundreds of thousands of values, and most of the time goes into moving them.
static_assert(sizeof(Value) <= sizeof(std::string) + 2 * sizeof(void*));

// What a map is written down with: Map{{"Key", value}, …}. An initializer list is constant, and its
// values could only be copied out of it, at each level of nested maps anew; these can be moved.
struct Entry {
  mutable std::string key;
  mutable Value value;
};

// {"Ref": name}; for pseudo parameters ("AWS::Region") and parameters of the template.
[[nodiscard]] Value ref(std::string name);
[[nodiscard]] Value intrinsic(std::string name, Value argument);
// Fn::Sub over a template text that names only pseudo parameters and own parameters.
[[nodiscard]] Value sub(std::string text);

}  // namespace btsinfra::cfn
