// From a path to the place in the file: what turns a finding about the model into one a person can
// find. Both front ends give documents, in which paths are looked up; those of programs have places
// in the C++ source.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "model/path.h"
#include "support/source.h"

namespace btsinfra {

class Places {
 public:
  virtual ~Places() = default;

  // The value at the path (its text if it is a scalar, else its key), or the nearest above it.
  [[nodiscard]] virtual Span value(const Place& place) const = 0;
  // The key at the path, or the nearest value above it.
  [[nodiscard]] virtual Span key(const Place& place) const = 0;
  // The occurrence of a reference inside the value at the path.
  [[nodiscard]] virtual Span reference(const Place& place, std::string_view path) const = 0;
  // What a path that people wrote, "databases.main.multi_az", leads to; nothing where it does not.
  [[nodiscard]] virtual std::optional<Place> find(std::size_t blueprint,
                                                  std::string_view path) const = 0;
  // Whether the span lies in what stands at the place, wherever its parts are written.
  [[nodiscard]] virtual bool covers(const Place& place, const Span& span) const = 0;
  // Where the words stand in the value at the path or below it; unknown where they do not.
  [[nodiscard]] virtual Span words(const Place& place, std::string_view words) const = 0;
};

}  // namespace btsinfra
