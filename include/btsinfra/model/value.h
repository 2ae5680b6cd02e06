// A free-form value: what the escape hatches (`resources`, `overrides`) hold. CloudFormation's own
// tags have already been turned into their long form ({"Ref": …}).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
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

  // Out of line: what a variant of seven takes to copy and destroy would else be made again in
  // every program.
  FreeValue();
  FreeValue(const FreeValue& other);
  FreeValue(FreeValue&& other) noexcept;
  FreeValue& operator=(const FreeValue& other);
  FreeValue& operator=(FreeValue&& other) noexcept;
  ~FreeValue();
  // What a program writes; each reads as itself. Defined where the parts are complete: clang wants
  // to know them here, otherwise.
  FreeValue(std::nullptr_t);  // NOLINT
  FreeValue(bool value);      // NOLINT
  // Every type of whole numbers, so that none is ambiguous. What 64 bits with a sign do not hold
  // becomes the nearest double.
  FreeValue(int value);                        // NOLINT
  FreeValue(long value);                       // NOLINT
  FreeValue(long long value);                  // NOLINT
  FreeValue(unsigned value);                   // NOLINT
  FreeValue(unsigned long value);              // NOLINT
  FreeValue(unsigned long long value);         // NOLINT
  FreeValue(double value);                     // NOLINT
  FreeValue(const char* words);                // NOLINT
  FreeValue(std::string words);                // NOLINT
  FreeValue(std::string_view words);           // NOLINT
  FreeValue(const Reference& reference);       // NOLINT
  FreeValue(const Ref<Parameter>& parameter);  // NOLINT
  FreeValue(FreeList list);                    // NOLINT
  FreeValue(FreeMap map);                      // NOLINT

  bool operator==(const FreeValue& other) const;
};

struct FreeEntry {
  std::string key;
  FreeValue value;

  bool operator==(const FreeEntry&) const = default;
};

}  // namespace btsinfra
