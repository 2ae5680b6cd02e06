// A free-form value: what the escape hatches (`resources`, `overrides`) hold. CloudFormation's own
// tags have already been turned into their long form ({"Ref": …}).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace btsinfra {

struct FreeValue;
struct FreeEntry;
using FreeList = std::vector<FreeValue>;
// As written; the writers print it in the order given here.
using FreeMap = std::vector<FreeEntry>;

struct FreeValue {
  // monostate: null
  std::variant<std::monostate, bool, std::int64_t, double, std::string, FreeList, FreeMap> data;

  // Written out below: the parts are incomplete here.
  bool operator==(const FreeValue& other) const;
};

struct FreeEntry {
  std::string key;
  FreeValue value;

  bool operator==(const FreeEntry&) const = default;
};

inline bool FreeValue::operator==(const FreeValue& other) const { return data == other.data; }

}  // namespace btsinfra
