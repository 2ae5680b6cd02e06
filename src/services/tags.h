// Tags in the form that all services take.
#pragma once

#include <cstddef>

#include "btsinfra/services/common.h"

#include "diag/diagnostics.h"
#include "services/resolved.h"

namespace btsinfra {

// Of one resource (AWS General Reference, "Tag limits").
inline constexpr std::size_t most_tags = 50;

// Reports tags that a service would refuse: keys of 1 to 128 and values of up to 256 characters,
// made of letters and digits of any script, blanks and `_ . : / = + - @`; no key beginning with
// `aws:`. EC2 takes more, but S3 and Elastic Load Balancing do not. `place` is where the tags
// stand. What references give is known at deployment only and passes.
void check_tags(const Place& place, const Tags& tags, const ResolvedSystem& system,
                Diagnostics& diags);

}  // namespace btsinfra
