// What the reader of files sees to before anything else: texts in UTF-8 that people can see.
#pragma once

#include "diag/diagnostics.h"
#include "stages/read/document.h"

namespace btsinfra::program {

// False where a text of the tree is none, a number is none or a key is there twice; `diags` then
// says so.
bool check_texts(const Node& node, Diagnostics& diags);

}  // namespace btsinfra::program
