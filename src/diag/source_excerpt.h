// One source line with a range marked, laid out for a terminal.
#pragma once

#include <string>
#include <string_view>

#include "support/source.h"

namespace btsinfra {

struct Excerpt {
  std::string line;    // as shown: tabs expanded, unprintable characters escaped, cut if too long
  std::string indent;  // spaces in front of the marker
  std::string marker;  // "^~~~", at least one character
};

// The first line of the span, marked as far as the span goes in it (one marker for an empty span).
[[nodiscard]] Excerpt excerpt(const SourceFile& file, const Span& span);

// The text with everything escaped that a terminal would not simply print: control characters,
// broken UTF-8, and the marks that reorder text.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace btsinfra
