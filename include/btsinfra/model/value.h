// A free-form value: what the escape hatches (`resources`, `overrides`) hold. CloudFormation's own
// tags have already been turned into their long form ({"Ref": …}).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace btsinfra {

struct FreeValue;
using FreeList = std::vector<FreeValue>;
// As written; the writers print it in the order given here.
using FreeMap = std::vector<std::pair<std::string, FreeValue>>;

struct FreeValue {
  // monostate: null
  std::variant<std::monostate, bool, std::int64_t, double, std::string, FreeList, FreeMap> data;

  bool operator==(const FreeValue&) const = default;
};

}  // namespace btsinfra
