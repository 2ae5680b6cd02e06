// A blueprint's settings as the document that says them: what the reader reads back to the same
// settings. From there on a program's blueprint is one like any other, and everything that is
// judged when a document is read or a scenario laid over it is judged here, too.
#pragma once

#include <optional>
#include <string_view>

#include "model/fields.h"
#include "stages/read/document.h"

namespace btsinfra::program {

// How a number that is none is written, which no reader takes for a number.
inline constexpr std::string_view not_a_number = "nan";
inline constexpr std::string_view infinite_number = "inf";

// What stands in the place of a raw value that is nested deeper than a file may be.
inline constexpr std::string_view nested_too_deeply = "(nested too deeply)";

// Without spans. A field that holds its default is left out.
[[nodiscard]] Node to_node(const fields::Type& type, const void* value);

// The map that makes `after` of `before` when it is laid over it; nothing where they say the same.
[[nodiscard]] std::optional<Node> difference(const Node& before, const Node& after);

}  // namespace btsinfra::program
