// Where a text that is no YAML went wrong. A parser gives up where it can no longer go on, which is
// often lines behind the quote or bracket that somebody forgot to close.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace btsinfra {

struct YamlSlip {
  enum class Kind : std::uint8_t {
    OpenQuote,    // closed by a quote of another value, or never
    OpenBracket,  // the lines behind it are no longer of the list or map
    Reference,    // `${{` without quotes inside brackets
  };
  Kind kind{};
  std::size_t offset = 0;
};

// The first slip that begins at `end` or before it; nothing where none is certain. Asked only of
// texts that were refused: what it knows of YAML does for blueprints.
[[nodiscard]] std::optional<YamlSlip> find_slip(std::string_view text, std::size_t end);

}  // namespace btsinfra
