// Values on one line: flow style, and CloudFormation's short tags.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cfn/value.h"
#include "stages/emit/yaml_scalar.h"

namespace btsinfra {

// Widest line that flow style is used for, in columns of a terminal.
inline constexpr int widest_yaml_line = 100;

// The tag of a function's short form ("!Ref"), or nothing where the long form must be written: for
// functions without one, for one that directly holds another (CloudFormation refuses two tags in a
// row), and for numbers and the like, which a tag would turn into texts.
[[nodiscard]] std::optional<std::string> short_tag(const cfn::Intrinsic& function);

// The function's argument as its short form has it: that of Fn::GetAtt is one text.
[[nodiscard]] cfn::Value short_argument(const cfn::Intrinsic& function);

[[nodiscard]] std::optional<std::string> one_line_scalar(const cfn::Value& value,
                                                         YamlContext context);

enum class FlowPlace : std::uint8_t {
  List,      // a list of the template: only what reads at a glance
  Function,  // a function's argument: whatever is short
};

// "[a, !Ref B]", or nothing where the list belongs on lines of its own. Not much longer than the
// widest line, however long the list.
[[nodiscard]] std::optional<std::string> flow_list(const cfn::List& list, FlowPlace place);

// Ends the program: whatever partition should have resolved is our mistake.
[[noreturn]] void unresolved_in_emitter();

}  // namespace btsinfra
