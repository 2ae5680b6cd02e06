// Where in a C++ source a part of a blueprint is written: from the line of a call, which the
// compiler tells, to the designator of a field, which it does not.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "program/cpp_tokens.h"
#include "support/source.h"

namespace btsinfra::program {

// A name in the source and the tokens that say what it is.
struct Found {
  Span name;              // `.storage`, `"public"`, of an item all of it
  std::size_t begin = 0;  // tokens, [begin, end)
  std::size_t end = 0;
};

class Designators {
 public:
  Designators(FileId file, const SourceFile& source);

  // The call at that line that has one of the names, the first that is there: as a text among its
  // arguments, or as its function. Its tokens reach to the end of the statement or of the enclosing
  // call. Where no name is found, the line alone.
  [[nodiscard]] Found call(unsigned line, std::initializer_list<std::string_view> names) const;
  // Inside of it: `.field = …`, an entry `{"key", …}` of a map, an item of a list from 0.
  [[nodiscard]] std::optional<Found> field(const Found& in, std::string_view name) const;
  [[nodiscard]] std::optional<Found> entry(const Found& in, std::string_view key) const;
  [[nodiscard]] std::optional<Found> item(const Found& in, std::size_t index) const;
  // All that the tokens say; unknown where there are none.
  [[nodiscard]] Span value(const Found& found) const;

 private:
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;
  // The line, and the token at which it begins or the next one behind it.
  [[nodiscard]] Found whole_line(unsigned line) const;
  [[nodiscard]] std::optional<Found> named(std::size_t first, std::string_view name) const;
  // The end of what begins at that token: the next `,` or `;`, or what closes around it.
  [[nodiscard]] std::size_t end_of_value(std::size_t token, std::size_t limit) const;

  FileId file_;
  const SourceFile& source_;
  std::vector<CppToken> tokens_;
};

}  // namespace btsinfra::program
