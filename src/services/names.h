// The form of names that RDS and ElastiCache share, and the nearest legal one to what was written.
// And how logical ids say what cannot stand in them.
#pragma once

#include <string>
#include <string_view>

#include "btsinfra/types/cidr.h"

namespace btsinfra {

// A block in a logical id, which holds letters and digits only: "Cidr10x0x0x0x24".
[[nodiscard]] std::string cidr_word(const Cidr& block);

// Of Latin letters only.
[[nodiscard]] std::string lower_case(std::string_view text);

// Latin letters, digits and single hyphens, a letter first and no hyphen last.
[[nodiscard]] bool is_hyphenated_name(std::string_view text, std::size_t longest);
// "BTS_DB" -> "bts-db"; empty where nothing of it can stay.
[[nodiscard]] std::string legal_hyphenated_name(std::string_view text, std::size_t longest);

// Latin letters, digits and underscores, a letter first.
[[nodiscard]] bool is_sql_name(std::string_view text, std::size_t longest);
// "bts-admin" -> "bts_admin"; empty where nothing of it can stay.
[[nodiscard]] std::string legal_sql_name(std::string_view text, std::size_t longest);

}  // namespace btsinfra
