// CloudFormation's own functions, for `resources` and `overrides`. Each is the map that stands in a
// template (AWS CloudFormation Template Reference, "Intrinsic functions").
#pragma once

#include <string>
#include <utility>

#include "btsinfra/model/value.h"

namespace btsinfra::fn {

[[nodiscard]] inline FreeValue ref(std::string logical_id) {
  return FreeMap{{"Ref", std::move(logical_id)}};
}
[[nodiscard]] inline FreeValue get_att(std::string logical_id, std::string attribute) {
  return FreeMap{{"Fn::GetAtt", FreeList{std::move(logical_id), std::move(attribute)}}};
}
[[nodiscard]] inline FreeValue sub(std::string text) {
  return FreeMap{{"Fn::Sub", std::move(text)}};
}
[[nodiscard]] inline FreeValue join(std::string between, FreeList parts) {
  return FreeMap{{"Fn::Join", FreeList{std::move(between), std::move(parts)}}};
}

}  // namespace btsinfra::fn
