// Where in a program something of a blueprint was said.
#pragma once

namespace btsinfra {

// As std::source_location, which not every compiler has that can compile the rest.
struct SourceLine {
  const char* file = "";  // as the compiler was given it
  unsigned line = 0;      // from 1; 0: unknown

  constexpr bool operator==(const SourceLine&) const = default;

  // As a default argument: the line of the call.
  [[nodiscard]] static constexpr SourceLine current(const char* file = __builtin_FILE(),
                                                    unsigned line = __builtin_LINE()) {
    return {file, line};
  }
};

}  // namespace btsinfra
