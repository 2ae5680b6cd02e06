// What the files in schemas/cloudformation/facts say, as read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace btsinfra::cfn::schema {

struct Interval {
  std::optional<double> least;
  std::optional<double> most;
};

struct KeyFacts;

struct ValueFacts {
  std::uint8_t kinds = 0;  // as in tables.h
  Interval length;
  Interval bounds;
  Interval item_count;
  bool unique_items = false;
  std::vector<std::string> choices;
  std::optional<std::string> pattern;
  std::vector<ValueFacts> items;  // at most one
  std::string record;             // of the same type
  std::vector<KeyFacts> keys;     // of a map
  bool open_map = false;
  Interval entries;
};

// Properties by the look of their names.
struct KeyFacts {
  std::string pattern;
  ValueFacts value;
};

struct PropertyFacts {
  ValueFacts value;
  bool required = false;
};

struct GroupFacts {
  bool exactly_one = false;
  std::vector<std::vector<std::string>> sets;
};

struct RecordFacts {
  std::map<std::string, PropertyFacts> properties;
  std::vector<KeyFacts> keys;
  std::vector<GroupFacts> groups;
  std::map<std::string, std::vector<std::string>> needs;
  Interval entries;
  bool open = false;
};

struct TypeFacts {
  std::string tags;
  std::set<std::string> read_only;
  std::set<std::string> readable;
  std::set<std::string> identifier;
  std::set<std::string> create_only;
  std::set<std::string> create_only_at_times;
  std::set<std::string> deprecated;
  std::set<std::string> absent;  // regions
  std::set<std::string> only;    // or the only ones
  RecordFacts properties;
  std::map<std::string, RecordFacts> records;
};

struct Facts {
  std::string published;
  std::set<std::string> regions;
  std::map<std::string, TypeFacts> types;
  std::set<std::string> names;  // of all types, those without facts included
};

}  // namespace btsinfra::cfn::schema
