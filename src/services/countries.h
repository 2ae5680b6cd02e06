// The codes of countries (ISO 3166-1), as CloudFront and Route 53 know them.
#pragma once

#include <string_view>

namespace btsinfra {

[[nodiscard]] bool is_country_code(std::string_view code);

}  // namespace btsinfra
