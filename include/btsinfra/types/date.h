// A day of the calendar.
#pragma once

#include <string>
#include <utility>

namespace btsinfra {

class Date {
 public:
  Date() = default;
  Date(const char* text) : Date(std::string(text)) {}  // NOLINT: a literal
  explicit Date(std::string text) : text_(std::move(text)) {}

  // "2027-01-31"; empty: no day is given. Such texts compare as their days do.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }
  bool operator==(const Date&) const = default;

 private:
  std::string text_;
};

}  // namespace btsinfra
