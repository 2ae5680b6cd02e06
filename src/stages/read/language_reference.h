// The language as a reference for people, in Markdown, from the same field tables that read it.
#pragma once

#include <string>

namespace btsinfra {

// The text of docs/language.md; ends with a newline.
[[nodiscard]] std::string language_reference();

}  // namespace btsinfra
