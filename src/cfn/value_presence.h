// What can be told of a value before deployment: functions, and whether anything is there at all.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cfn/value.h"

namespace btsinfra::cfn {

struct Function {
  std::string_view name;
  const Value* argument = nullptr;  // never null in what function_of gives
};

// Also in the form in which a template that was written by hand holds it: {"Ref": "X"}.
[[nodiscard]] std::optional<Function> function_of(const Value& value);

// The condition and the two values of an Fn::If; null for any other function.
[[nodiscard]] const List* condition_of(const Function& function);

// AWS::NoValue is absent; what an Fn::If gives may be.
enum class Presence : std::uint8_t { Absent, Possible, Certain };
[[nodiscard]] Presence presence(const Value& value);
[[nodiscard]] Presence presence(const Map& map, std::string_view name);

}  // namespace btsinfra::cfn
