#include "btsinfra/program/cloudformation.h"

#include <utility>

namespace btsinfra::fn {

FreeValue ref(std::string logical_id) { return FreeMap{{"Ref", std::move(logical_id)}}; }

FreeValue get_att(std::string logical_id, std::string attribute) {
  return FreeMap{{"Fn::GetAtt", FreeList{std::move(logical_id), std::move(attribute)}}};
}

FreeValue sub(std::string text) { return FreeMap{{"Fn::Sub", std::move(text)}}; }

FreeValue join(std::string between, FreeList parts) {
  return FreeMap{{"Fn::Join", FreeList{std::move(between), std::move(parts)}}};
}

}  // namespace btsinfra::fn
