// The facts of schemas/cloudformation as they lie in the program: arrays of numbers that name
// places in each other. Nothing has to be built or relocated at the start, and a run pages in what
// it asks for only. schema/compiler writes the arrays; read them through cfn/schema.h.
#pragma once

#include <cstdint>

namespace btsinfra::cfn::schema {

// Where a row names another that may be missing.
inline constexpr std::uint32_t none = 0xFFFF'FFFF;

struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

// Bits of ValueRow::kinds, those of ValueKind.
inline constexpr std::uint8_t all_kinds = 0x3F;

struct ValueRow {
  std::uint8_t kinds = all_kinds;
  bool unique_items = false;
  Range choices;                   // names
  std::uint32_t pattern = none;    // patterns
  std::uint32_t bounds = none;     // bounds
  std::uint32_t items = none;      // values
  std::uint32_t record = none;     // records
  std::uint32_t least_length = 0;  // in characters
  std::uint32_t most_length = none;
  std::uint32_t least_items = 0;
  std::uint32_t most_items = none;
};

struct BoundsRow {
  double least;  // infinite where there is none
  double most;
};

struct PropertyRow {
  std::uint32_t name;   // texts
  std::uint32_t value;  // values
  bool required;
  bool read_only;
};

// Properties by the look of their names.
struct KeyRow {
  std::uint32_t pattern;  // patterns; none: every name fits
  std::uint32_t value;    // values
};

// Sets of properties of which one, or at least one, must be given in full.
struct GroupRow {
  bool exactly_one;
  Range sets;  // sets
};

struct NeedRow {
  std::uint32_t name;  // texts
  Range needed;        // names
};

struct RecordRow {
  Range properties;  // by name
  Range keys;
  Range groups;
  Range needs;
  std::uint32_t least_entries = 0;
  std::uint32_t most_entries = none;
  bool open = false;  // takes properties that are not listed
};

struct TypeRow {
  std::uint32_t name;    // texts
  std::uint32_t record;  // records
  std::uint32_t tags;    // texts, or none
  Range read_only;       // names, all of them sorted
  Range readable;
  Range identifier;
  Range create_only;
  Range create_only_at_times;
  Range deprecated;
  std::uint64_t absent;  // a bit per region
};

extern const std::uint32_t type_count;
extern const TypeRow types[];  // by name
extern const RecordRow records[];
extern const PropertyRow properties[];
extern const KeyRow keys[];
extern const GroupRow groups[];
extern const Range sets[];  // of names
extern const NeedRow needs[];
extern const ValueRow values[];
extern const BoundsRow bounds[];
extern const std::uint32_t pattern_count;
extern const std::uint32_t patterns[];  // texts
extern const std::uint32_t names[];     // texts
// Text i lies in `characters` from text_ends[i] to text_ends[i + 1].
extern const std::uint32_t text_ends[];
extern const char characters[];
extern const std::uint32_t region_count;
extern const std::uint32_t regions[];  // texts, sorted; the place is the bit
extern const std::uint32_t published;  // a text
extern const std::uint32_t published_type_count;
extern const std::uint32_t published_types[];  // texts, sorted: all types, with or without facts

}  // namespace btsinfra::cfn::schema
