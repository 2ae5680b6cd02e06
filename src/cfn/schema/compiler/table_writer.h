// Writes the facts as the source of the arrays of cfn/schema/tables.h.
#pragma once

#include <string>

#include "cfn/schema/compiler/facts.h"

namespace btsinfra::cfn::schema {

// Of facts in which nothing dangles. A pattern that support/pattern.h cannot match is left out:
// less is checked, nothing wrongly.
[[nodiscard]] std::string write_tables(const Facts& facts);

}  // namespace btsinfra::cfn::schema
