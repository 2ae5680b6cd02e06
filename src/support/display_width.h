// How many columns of a terminal a character takes.
#pragma once

#include <string_view>

namespace btsinfra {

// 0 for combining marks and other characters that print nothing of their own, 2 for East Asian wide
// characters and emoji, else 1. Ours and not wcwidth, which depends on the locale.
[[nodiscard]] int display_width(char32_t c);
[[nodiscard]] int display_width(std::string_view text);

}  // namespace btsinfra
