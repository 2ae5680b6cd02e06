// How large a template can get, without writing it.
#pragma once

#include <cstddef>

#include "cfn/template.h"

namespace btsinfra {

// No smaller than what write_yaml and write_json make of it, in bytes; several times as large is
// usual.
[[nodiscard]] std::size_t size_bound(const cfn::Template& body);

}  // namespace btsinfra
