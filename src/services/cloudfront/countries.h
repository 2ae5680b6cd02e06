// The codes of countries that CloudFront knows (ISO 3166-1).
#pragma once

#include <string_view>

namespace btsinfra {

[[nodiscard]] bool is_country_code(std::string_view code);

}  // namespace btsinfra
