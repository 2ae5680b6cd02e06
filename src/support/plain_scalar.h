// What YAML readers take an unquoted scalar for. Versions of YAML disagree (1.1 reads `yes`, `012`
// and `12:30` as a boolean and numbers), so this answers for all of them: text is only what every
// reader takes as text.
#pragma once

#include <cstdint>
#include <string_view>

namespace btsinfra {

enum class PlainScalar : std::uint8_t { Text, Null, Boolean, Integer, Float, Timestamp };

[[nodiscard]] PlainScalar classify_plain_scalar(std::string_view text);

// "a boolean", "a number", … for messages.
[[nodiscard]] std::string_view describe(PlainScalar kind);

}  // namespace btsinfra
