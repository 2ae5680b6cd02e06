// Where the author refers to something, in a resource of the author's own or in an override.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "services/resolved.h"
#include "support/source.h"

namespace btsinfra {

struct WrittenReference {
  std::size_t blueprint = 0;
  std::string id;         // a logical id, a parameter or a pseudo parameter
  std::string attribute;  // empty: what Ref gives, or what DependsOn waits for
  Span id_span;
  Span span;  // of both, as `Bucket.Arn`; of the attribute where they stand apart
};

// Everything that the resource of that logical id, and the override over it, refer to by functions
// and by `${{ resources.… }}`. Words that only look like a name are none: whoever reports something
// about a reference looks its place up here and not in the text.
[[nodiscard]] std::vector<WrittenReference> written_references(std::size_t blueprint,
                                                               const std::string& logical_id,
                                                               const ResolvedSystem& system);

}  // namespace btsinfra
