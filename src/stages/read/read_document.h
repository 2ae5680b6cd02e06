// From the text of a YAML file to its tree, within bounds: what is read may be an attack.
#pragma once

#include <cstddef>
#include <optional>

#include "stages/read/document.h"

namespace btsinfra {

struct DocumentLimits {
  std::size_t depth = 64;
  std::size_t nodes = 80'000;  // aliases expanded
  // Bytes of keys and values, aliases expanded: one alias of a long text is a single value.
  std::size_t text = std::size_t{16} * 1024 * 1024;
};

// How many values there are, the node itself among them; each `${` in a text counts, too, as it
// makes the text a list of parts.
[[nodiscard]] std::size_t value_count(const Node& node);

// Nothing where the file cannot be read as one YAML document; `diags` then says why.
[[nodiscard]] std::optional<Document> read_document(FileId file, const SourceMap& sources,
                                                    Diagnostics& diags,
                                                    const DocumentLimits& limits = {});

}  // namespace btsinfra
