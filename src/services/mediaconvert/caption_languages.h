// The languages that MediaConvert knows.
#pragma once

#include <span>
#include <string_view>

namespace btsinfra {

// Three capital letters each, as ISO 639-2 has them; without those for private use.
[[nodiscard]] std::span<const std::string_view> caption_languages();

}  // namespace btsinfra
