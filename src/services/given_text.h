// Texts that an author writes for programs: user data, variables, the code of functions. What may
// not stand in them, or works only until something is replaced.
#pragma once

#include "btsinfra/model/text.h"

#include "diag/diagnostics.h"
#include "services/resolved.h"

namespace btsinfra {

// Credentials; hosts of databases and caches, names of buckets and ids of instances written out;
// addresses of caches that are spoken to without the encryption they demand; names of buckets and
// secrets that the component's role may not use. `place` is the text's own.
void check_given_text(const Component& component, const Text& text, const Place& place,
                      const ResolvedSystem& system, Diagnostics& diags);

}  // namespace btsinfra
