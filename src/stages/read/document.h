// A blueprint, of a YAML file or a program, as a tree that remembers where everything stood.
//
// Anchors are already expanded and merge keys merged, so a Document holds nothing but nulls,
// scalars, lists and maps. It lives as long as the run, because findings of every later stage look
// their places up in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostics.h"
#include "model/path.h"
#include "support/source.h"

namespace btsinfra {

struct Node {
  enum class Kind : std::uint8_t { Null, Scalar, List, Map };

  Kind kind = Kind::Null;
  bool quoted = false;   // a scalar in quotes or a block scalar
  bool aliased = false;  // written elsewhere, by an anchor or a merge key
  std::string text;      // of a scalar
  std::string tag;       // CloudFormation's, "!Ref"; empty: none
  Span tag_span;         // of the tag
  Span span;             // of a scalar: its text; of a list or map: where it begins
  std::string key;       // of an item of a map
  Span key_span;
  std::uint32_t end_offset = 0;  // bytes; everything of the node stands before it
  std::vector<Node> items;
  std::vector<Node> removed;  // of a map: nulls, where a scenario took its keys out
  // Of a large map: its items by their keys. Of another length than `items`: not to be used.
  std::vector<std::uint32_t> by_key;

  // To be called once all items are there, and again after they change.
  void index();
  // The item of that key; nullptr where this is no map or has none.
  [[nodiscard]] const Node* find(std::string_view key) const;
  // Where a finding about the whole value points: its key, or else its beginning.
  [[nodiscard]] const Span& place() const { return key_span.known() ? key_span : span; }
};

// The first step of a text as "main.multi_az" in that map: an existing name with dots in it, else
// up to the first dot.
[[nodiscard]] std::string_view first_step(const Node& map, std::string_view text);

// Where `part` stands in the text of the node; the whole of it where that cannot be told.
[[nodiscard]] Span part_of(const Node& node, std::string_view part, const SourceMap& sources);

struct Document {
  FileId file = 0;
  Node root;
  bool is_yaml = true;  // else a program made it, whose source the file is

  // The node at the path or the nearest one above it that exists. Of what a scenario took out, or a
  // map that it emptied: where it did so.
  [[nodiscard]] const Node& nearest(const Path& path) const;
  // The path that a text as "databases.main.multi_az" means: it is cut at its dots, but an existing
  // name with dots in it is found whole. Nothing where it leads nowhere.
  [[nodiscard]] std::optional<Path> parse_path(std::string_view text) const;
  // The value at the path; nullptr where there is none.
  [[nodiscard]] const Node* find(const Path& path) const;
};

}  // namespace btsinfra
