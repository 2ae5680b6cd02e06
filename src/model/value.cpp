#include "btsinfra/model/value.h"

#include <limits>
#include <utility>

namespace btsinfra {

FreeValue::FreeValue() = default;
FreeValue::FreeValue(const FreeValue& other) = default;
FreeValue::FreeValue(FreeValue&& other) noexcept = default;
FreeValue& FreeValue::operator=(const FreeValue& other) = default;
FreeValue& FreeValue::operator=(FreeValue&& other) noexcept = default;
FreeValue::~FreeValue() = default;
FreeValue::FreeValue(std::nullptr_t) {}
FreeValue::FreeValue(bool value) : data(value) {}
FreeValue::FreeValue(int value) : data(std::int64_t{value}) {}
FreeValue::FreeValue(long value) : data(std::int64_t{value}) {}
FreeValue::FreeValue(long long value) : data(std::int64_t{value}) {}
FreeValue::FreeValue(unsigned value) : data(std::int64_t{value}) {}
FreeValue::FreeValue(unsigned long value) : FreeValue(static_cast<unsigned long long>(value)) {}
FreeValue::FreeValue(unsigned long long value) {
  if (value <= static_cast<unsigned long long>(std::numeric_limits<std::int64_t>::max())) {
    data = static_cast<std::int64_t>(value);
  } else {
    data = static_cast<double>(value);
  }
}
FreeValue::FreeValue(double value) : data(value) {}
FreeValue::FreeValue(const char* words) : data(std::string(words)) {}
FreeValue::FreeValue(std::string words) : data(std::move(words)) {}
FreeValue::FreeValue(std::string_view words) : data(std::string(words)) {}
FreeValue::FreeValue(const Reference& reference) : data("${{ " + reference.path + " }}") {}
FreeValue::FreeValue(const Ref<Parameter>& parameter) : FreeValue(parameter.target()) {}
FreeValue::FreeValue(FreeList list) : data(std::move(list)) {}
FreeValue::FreeValue(FreeMap map) : data(std::move(map)) {}

bool FreeValue::operator==(const FreeValue& other) const { return data == other.data; }

}  // namespace btsinfra
