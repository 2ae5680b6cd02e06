// A free-form value: what the escape hatches (`resources`, `overrides`) hold. CloudFormation's own
// tags have already been turned into their long form ({"Ref": …}).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "btsinfra/model/text.h"

namespace btsinfra {

struct FreeValue;
struct FreeEntry;
using FreeList = std::vector<FreeValue>;
// As written; the writers print it in the order given here.
using FreeMap = std::vector<FreeEntry>;

struct FreeValue {
  // monostate: null
  std::variant<std::monostate, bool, std::int64_t, double, std::string, FreeList, FreeMap> data;

  // What a program writes; each reads as itself.
  FreeValue() = default;
  FreeValue(std::nullptr_t) {}                                // NOLINT
  FreeValue(bool value) : data(value) {}                      // NOLINT
  FreeValue(int value) : data(std::int64_t{value}) {}         // NOLINT
  FreeValue(std::int64_t value) : data(value) {}              // NOLINT
  FreeValue(double value) : data(value) {}                    // NOLINT
  FreeValue(const char* words) : data(std::string(words)) {}  // NOLINT
  FreeValue(std::string words) : data(std::move(words)) {}    // NOLINT
  FreeValue(const Reference& reference)                       // NOLINT
      : data("${{ " + reference.path + " }}") {}
  FreeValue(const Ref<Parameter>& parameter) : FreeValue(parameter.target()) {}  // NOLINT
  FreeValue(FreeList list);                                                      // NOLINT
  FreeValue(FreeMap map);                                                        // NOLINT

  // Written out below: the parts are incomplete here.
  bool operator==(const FreeValue& other) const;
};

struct FreeEntry {
  std::string key;
  FreeValue value;

  bool operator==(const FreeEntry&) const = default;
};

inline FreeValue::FreeValue(FreeList list) : data(std::move(list)) {}
inline FreeValue::FreeValue(FreeMap map) : data(std::move(map)) {}
inline bool FreeValue::operator==(const FreeValue& other) const { return data == other.data; }

}  // namespace btsinfra
