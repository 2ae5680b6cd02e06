// Reads the text form of the facts; schemas/cloudformation/README.md describes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cfn/schema/compiler/facts.h"

namespace btsinfra::cfn::schema {

// Adds what one file says. What is wrong first, as "file:line: what".
[[nodiscard]] std::optional<std::string> read_facts(std::string_view file, std::string_view text,
                                                    Facts& facts);

// What only shows once all files are read: regions and definitions that are named but do not exist.
[[nodiscard]] std::optional<std::string> find_dangling(const Facts& facts);

}  // namespace btsinfra::cfn::schema
