// A place in a blueprint: the keys that lead to it. Settings carry no positions; a path is looked
// up in the retained document only when something is reported there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace btsinfra {

class Path {
 public:
  Path() = default;
  explicit Path(std::vector<std::string> keys) : keys_(std::move(keys)) {}

  [[nodiscard]] Path operator/(std::string_view key) const;
  // An item of a list, from 0.
  [[nodiscard]] Path operator/(std::size_t index) const;

  // For walks that go down and come up again: one path that follows them spares making a new one
  // at each step.
  void push(std::string_view key) { keys_.emplace_back(key); }
  void pop() { keys_.pop_back(); }

  [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }
  // Whether this place is `other` or lies below it.
  [[nodiscard]] bool within(const Path& other) const;
  // "databases.main.allow.0"
  [[nodiscard]] std::string to_string() const;

  auto operator<=>(const Path&) const = default;

 private:
  std::vector<std::string> keys_;
};

// A path in one blueprint of the system.
struct Place {
  std::size_t blueprint = 0;
  Path path;

  [[nodiscard]] Place operator/(std::string_view key) const { return {blueprint, path / key}; }
  [[nodiscard]] Place operator/(std::size_t index) const { return {blueprint, path / index}; }
  auto operator<=>(const Place&) const = default;
};

}  // namespace btsinfra
